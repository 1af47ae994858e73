using System.Buffers.Binary;

namespace Scim.Provisioning.Identities;

/// <summary>
/// The identity of one change of a user, fixed before its first try and kept in every repetition whose outcome is unknown. It becomes the
/// user's version and ends the key of its audit row, so that the outcome of a write whose answer was lost can be read. The ids of a
/// user's versions grow in the order in which they were made (RFC 9562 §5.7).
/// </summary>
public readonly record struct WriteId(Guid Value)
{
    private const ulong Variant = 0x8000_0000_0000_0000;
    private const ulong Highest = 0xBFFF_FFFF_FFFF_FFFF;

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

    /// <summary>
    /// Another id within the same millisecond, later than this one and earlier than any that replaces it: for what is told of the version
    /// once more. (The very last id of a millisecond, which nobody ever draws, has none later and is given itself.)
    /// </summary>
    public WriteId Repeated()
    {
        Span<byte> bytes = stackalloc byte[16];
        Value.TryWriteBytes(bytes, bigEndian: true, out _);
        // All bits behind the time are the version's (4), the variant's (2) or random: the highest random ones are set, others drawn anew.
        bytes[6] = 0x7F;
        bytes[7] = 0xFF;
        var was = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        var isHighest = Value.CompareTo(new Guid(bytes, bigEndian: true)) >= 0;
        var least = isHighest ? was : Variant;
        if (least == Highest)
            return this;
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], least + 1 + ((ulong)Random.Shared.NextInt64() % (Highest - least)));
        return new WriteId(new Guid(bytes, bigEndian: true));
    }

    /// <summary>The entity tag of the version (RFC 7643 §3.1, RFC 7644 §3.14): <c>W/"…"</c>.</summary>
    public string ToETag() => $"W/\"{Value:D}\"";

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
