using System.Buffers.Binary;

namespace Scim.Provisioning.Users;

/// <summary>
/// The identity of one change of a user, fixed before its first try and kept in every repetition whose outcome is unknown. It becomes the
/// user's version and ends the key of its audit row, so that the outcome of a write whose answer was lost can be read. The ids of a
/// user's versions grow in the order in which they were made (RFC 9562 §5.7).
/// </summary>
public readonly record struct WriteId(Guid Value)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    /// <summary>When the change was made, in whole milliseconds: the clock's time, or just after the version that it replaced.</summary>
    public DateTimeOffset Time
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            Value.TryWriteBytes(bytes, bigEndian: true, out _);
            var high = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            return DateTimeOffset.FromUnixTimeMilliseconds(((long)high << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]));
        }
    }

    /// <summary>A new id that is later than the version that the change replaces, whatever the clocks say.</summary>
    /// <param name="now">The clock's time.</param>
    /// <param name="previous">The version before; null for a creation.</param>
    public static WriteId New(DateTimeOffset now, WriteId? previous = null) =>
        new(Guid.CreateVersion7(previous?.Time + Step is { } next && next > now ? next : now));

    /// <summary>The entity tag of the version (RFC 7643 §3.1, RFC 7644 §3.14): <c>W/"…"</c>.</summary>
    public string ToETag() => $"W/\"{Value:D}\"";

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
