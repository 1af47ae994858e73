namespace Scim.Provisioning.Tokens;

/// <summary>One of a client's secrets.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Created">When it was issued.</param>
/// <param name="Expires">From when on it is refused; null for never.</param>
/// <param name="LastUsed">When it was last used, by at most an hour too early; null if it was not.</param>
public sealed record ClientSecret(SecretHash Hash, DateTimeOffset Created, DateTimeOffset? Expires = null, DateTimeOffset? LastUsed = null)
{
    /// <summary>How long before its end a secret is told of: 30 days.</summary>
    public static TimeSpan Notice { get; } = TimeSpan.FromDays(30);

    /// <summary>How long it is good from its issue; null for ever.</summary>
    public TimeSpan? Lifetime => Expires - Created;

    /// <summary>True if it is accepted.</summary>
    public bool IsLiveAt(DateTimeOffset now) => Expires is not { } end || now < end;

    /// <summary>True if it has ended or does so within <see cref="Notice"/>.</summary>
    public bool IsEndingAt(DateTimeOffset now) => !IsLiveAt(now + Notice);
}
