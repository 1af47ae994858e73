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

    /// <summary>How long after its last use it expires.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>When it expires unless it is used.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>When its expiry was last moved.</summary>
    public required DateTimeOffset LastUsed { get; init; }

    /// <summary>True once it was revoked.</summary>
    public bool Revoked { get; init; }

    /// <summary>The storage tag of the row; empty if it is not stored yet.</summary>
    public string ETag { get; init; } = "";
}
