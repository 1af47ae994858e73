namespace Scim.Provisioning.Users;

/// <summary>The <c>id</c> of a user: a version-7 UUID in lower case, so that ids sort by time of creation.</summary>
public readonly record struct UserId
{
    private readonly string? _value;

    private UserId(string value) => _value = value;

    /// <summary>The id as text, 36 characters.</summary>
    public string Value => _value ?? throw new InvalidOperationException("No user id was given.");

    /// <summary>A new id for a user created at that time.</summary>
    public static UserId New(DateTimeOffset now) => new(Guid.CreateVersion7(now).ToString("D"));

    /// <summary>Reads an id as the service writes it (lower case, RFC 7643 §3.1 makes ids case-exact); false for any other text.</summary>
    public static bool TryParse(string? text, out UserId id)
    {
        id = Guid.TryParseExact(text, "D", out var guid) && guid.ToString("D") is var canonical && canonical == text
            ? new UserId(canonical)
            : default;
        return id._value is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
