namespace Scim.Provisioning.Identities;

/// <summary>The id of a stream of events: a version-7 UUID as 32 hexadecimal digits in lower case, so that ids sort by creation.</summary>
/// <param name="Uuid">The UUID.</param>
public readonly record struct StreamId(Guid Uuid)
{
    private const int Length = 32;

    /// <summary>A new id.</summary>
    public static StreamId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <summary>Reads an id as the service writes it; false for any other text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out StreamId id)
    {
        Span<char> canonical = stackalloc char[Length];
        var isId = Guid.TryParseExact(text, "N", out var value) && value.TryFormat(canonical, out _, "N") && text.SequenceEqual(canonical);
        id = isId ? new StreamId(value) : default;
        return isId;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString("N");
}
