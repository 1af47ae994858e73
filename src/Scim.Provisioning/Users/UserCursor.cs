using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Scim.Protocol.Errors;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>
/// Where the next page of a list begins (RFC 9865): format version, time of issue, hash of account and query, and the last user of
/// the page before with its version, in unpadded base64url. It holds nothing personal, and is not signed, since it can only select within
/// the caller's own account.
/// </summary>
/// <param name="After">The last user of the page before.</param>
public sealed record UserCursor(UserPosition After)
{
    private const byte Format = 2;
    private const int HashLength = 16;
    private const int PlaceOfUser = 1 + 8 + HashLength;
    private const int PlaceOfVersion = PlaceOfUser + 16;
    private const int Length = PlaceOfVersion + 16;

    /// <summary>How long a cursor is good for: an hour.</summary>
    public static TimeSpan Timeout { get; } = TimeSpan.FromHours(1);

    /// <summary>The cursor as text of unreserved characters.</summary>
    /// <param name="account">The account whose users are listed.</param>
    /// <param name="query">The filter and order as canonical text.</param>
    /// <param name="now">The time of issue.</param>
    public string Write(AccountId account, string query, DateTimeOffset now)
    {
        var bytes = new byte[Length];
        bytes[0] = Format;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), now.ToUnixTimeMilliseconds());
        Hash(account, query).CopyTo(bytes.AsSpan(9));
        After.User.Uuid.TryWriteBytes(bytes.AsSpan(PlaceOfUser), bigEndian: true, out _);
        After.Version.Value.TryWriteBytes(bytes.AsSpan(PlaceOfVersion), bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor for the query that it comes from; the empty text asks for the first page and gives null.</summary>
    /// <exception cref="ScimException"><c>invalidCursor</c> or <c>expiredCursor</c>.</exception>
    public static UserCursor? Read(string text, AccountId account, string query, DateTimeOffset now)
    {
        if (text.Length == 0)
            return null;
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != Base64Url.GetEncodedLength(Length)
            || Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done
            || written != Length
            || bytes[0] != Format
            || !bytes.Slice(9, HashLength).SequenceEqual(Hash(account, query)))
            throw Invalid();

        var age = now.ToUnixTimeMilliseconds() - BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
        if (age > Timeout.TotalMilliseconds)
            throw new ScimException(ScimError.ExpiredCursor());
        return new UserCursor(new UserPosition(
            new UserId(new Guid(bytes[PlaceOfUser..PlaceOfVersion], bigEndian: true)),
            new WriteId(new Guid(bytes[PlaceOfVersion..], bigEndian: true))));
    }

    private static ScimException Invalid() =>
        new(ScimError.InvalidCursor("The cursor was not issued for this query. Ask for the first page again with an empty cursor."));

    private static ReadOnlySpan<byte> Hash(AccountId account, string query) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{account.Value}\n{query}")).AsSpan(0, HashLength);
}
