using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;

namespace Scim.Provisioning.Tokens;

/// <summary>A registered OAuth client of an account.</summary>
public sealed record OAuthClient
{
    /// <summary>The client's id.</summary>
    public required ClientId Id { get; init; }

    /// <summary>The account whose users it provisions.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The live secrets, at most two.</summary>
    public required IReadOnlyList<ClientSecret> Secrets { get; init; }

    /// <summary>The scopes that it may ask for.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>How fast it may call.</summary>
    public required RateLimit RateLimit { get; init; }

    /// <summary>True if neither it nor its tokens are let in.</summary>
    public bool Disabled { get; init; }

    /// <summary>The storage tag of the row; empty if it is not stored yet.</summary>
    public string ETag { get; init; } = "";
}

/// <summary>One of a client's secrets.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Created">When it was issued.</param>
public sealed record ClientSecret(SecretHash Hash, DateTimeOffset Created);
