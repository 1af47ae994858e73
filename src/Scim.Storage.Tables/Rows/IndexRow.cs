using Azure.Data.Tables;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.Tables.Rows;

/// <summary>A row by which a user is found.</summary>
/// <param name="Key">Its RowKey.</param>
/// <param name="Unique">True if no two users may have it, which is so for <c>userName</c>.</param>
/// <param name="Attribute">The column that keeps the value readable.</param>
/// <param name="Value">The value; the row keeps no more than its beginning, since a column is bounded and an address is not.</param>
/// <param name="User">The user.</param>
internal sealed record IndexRow(string Key, bool Unique, string Attribute, string Value, UserId User)
{
    private const string UserColumn = "User";
    private const int ReadableLength = UserLimits.TextLength;

    /// <summary>
    /// The rows by which a user is found, by RowKey; two addresses that differ only in case, or one as work and home, share a row.
    /// None for a user that is not there.
    /// </summary>
    public static Dictionary<string, IndexRow> Of(UserRecord? user)
    {
        var rows = new Dictionary<string, IndexRow>(StringComparer.Ordinal);
        if (user is null)
            return rows;
        var userName = UserRow.UserNameOf(user.Core);
        Add(new IndexRow(UserKeys.UserName(userName), true, "UserName", userName, user.Id));
        if (user.Core[UserResource.ExternalId] is string externalId)
            Add(new IndexRow(UserKeys.ExternalId(externalId) + user.Id, false, "ExternalId", externalId, user.Id));
        foreach (var email in Emails(user.Core))
            Add(new IndexRow(UserKeys.Email(email) + user.Id, false, "Email", email, user.Id));
        return rows;

        void Add(IndexRow row) => rows.TryAdd(row.Key, row);
    }

    /// <summary>The user that an index row leads to.</summary>
    public static UserId UserOf(TableEntity row) =>
        TryUserOf(row) ?? throw new FormatException("The row is no index row.");

    /// <summary>The user that an index row leads to; null if it names none.</summary>
    public static UserId? TryUserOf(TableEntity row) =>
        row.TryGetValue(UserColumn, out var user) && UserId.TryParse(user as string, out var id) ? id : null;

    public TableEntity Write(AccountId account) =>
        new(account.Value, Key) { [UserColumn] = User.ToString(), [Attribute] = Readable(Value) };

    private static IEnumerable<string> Emails(ComplexValue resource) =>
        resource[UserResource.Emails] is MultiValue emails
            ? emails.OfType<ComplexValue>().Select(email => email[UserResource.EmailValue]).OfType<string>()
            : [];

    /// <summary>The beginning of a text, without half a surrogate pair at its end.</summary>
    private static string Readable(string value) =>
        value.Length <= ReadableLength ? value : value[..(ReadableLength - (char.IsHighSurrogate(value[ReadableLength - 1]) ? 1 : 0))];
}
