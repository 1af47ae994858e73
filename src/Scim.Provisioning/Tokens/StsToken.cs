using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Tokens;

/// <summary>An issued STS token. Its text is known to the client only.</summary>
public sealed record StsToken
{
    /// <summary>The hash of the token's text.</summary>
    public required SecretHash Hash { get; init; }

    /// <summary>The account that it gives access to.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The client that it was issued to.</summary>
    public required ClientId Client { get; init; }

    /// <summary>What it allows.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>How long after its issue it expires if it is fixed, or else after its last use.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>True if no use lengthens its life.</summary>
    public bool IsFixed { get; init; }

    /// <summary>The <see cref="OAuthClient.TokenEra"/> of its client when it was issued.</summary>
    public int Era { get; init; }

    /// <summary>When it expires, unless it is used and not fixed.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>When it was issued, or its expiry last moved.</summary>
    public required DateTimeOffset LastUsed { get; init; }

    /// <summary>True once it was revoked.</summary>
    public bool Revoked { get; init; }

    /// <summary>The storage tag of the row; empty if it is not stored yet.</summary>
    public string ETag { get; init; } = "";
}
