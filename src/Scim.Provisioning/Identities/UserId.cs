namespace Scim.Provisioning.Identities;

/// <summary>
/// The <c>id</c> of a user: a version-7 UUID, as text in lower case with hyphens, 36 characters. Ids compare as their texts do by
/// ordinal, that is by time of creation.
/// </summary>
/// <param name="Uuid">The UUID.</param>
public readonly record struct UserId(Guid Uuid) : IComparable<UserId>
{
    private const int Length = 36;

    /// <summary>True if the first user was created after the second.</summary>
    public static bool operator >(UserId left, UserId right) => left.CompareTo(right) > 0;

    /// <summary>True if the first user was created before the second.</summary>
    public static bool operator <(UserId left, UserId right) => left.CompareTo(right) < 0;

    /// <summary>True unless the first user was created before the second.</summary>
    public static bool operator >=(UserId left, UserId right) => left.CompareTo(right) >= 0;

    /// <summary>True unless the first user was created after the second.</summary>
    public static bool operator <=(UserId left, UserId right) => left.CompareTo(right) <= 0;

    /// <summary>A new id for a user created at that time.</summary>
    public static UserId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <summary>Reads an id as the service writes it (lower case, RFC 7643 §3.1 makes ids case-exact); false for any other text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out UserId id)
    {
        Span<char> canonical = stackalloc char[Length];
        var isId = Guid.TryParseExact(text, "D", out var value) && value.TryFormat(canonical, out _) && text.SequenceEqual(canonical);
        id = isId ? new UserId(value) : default;
        return isId;
    }

    /// <inheritdoc/>
    public int CompareTo(UserId other) => Uuid.CompareTo(other.Uuid);

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString("D");
}
