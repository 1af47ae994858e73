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

    /// <summary>Its secrets, at most two, the newest last; none if it is federated.</summary>
    public required IReadOnlyList<ClientSecret> Secrets { get; init; }

    /// <summary>Whose assertions authenticate it; null if it has secrets.</summary>
    public FederatedTrust? Trust { get; init; }

    /// <summary>The scopes that it may ask for.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>How fast it may call.</summary>
    public required RateLimit RateLimit { get; init; }

    /// <summary>How long its tokens live. Default: as long as they are used.</summary>
    public TokenPolicy Policy { get; init; } = TokenPolicy.Sliding;

    /// <summary>Which era its new tokens belong to: a change from sliding to fixed begins the next.</summary>
    public int TokenEra { get; init; }

    /// <summary>When the tokens of the era before end that live as long as they are used; null in the first era.</summary>
    public DateTimeOffset? EarlierTokensEnd { get; init; }

    /// <summary>The name of the connector that it was made for; null for none in particular.</summary>
    public string? Connector { get; init; }

    /// <summary>True if neither it nor its tokens are let in.</summary>
    public bool Disabled { get; init; }

    /// <summary>The storage tag of the row; empty if it is not stored yet.</summary>
    public string ETag { get; init; } = "";

    /// <summary>
    /// The client with another policy. Where its tokens lived as long as they were used and do not any more, those that it has end after
    /// one lifetime, and those that were left from an earlier such change end now.
    /// </summary>
    public OAuthClient With(TokenPolicy policy, DateTimeOffset now) =>
        policy.IsFixed && !Policy.IsFixed
            ? this with { Policy = policy, TokenEra = TokenEra + 1, EarlierTokensEnd = now + policy.Lifetime }
            : this with { Policy = policy };

    /// <summary>When a token of the client ends, unless a use moves that.</summary>
    public DateTimeOffset EndOf(StsToken token)
    {
        if (token.IsFixed || token.Era >= TokenEra)
            return token.Expires;
        var end = token.Era == TokenEra - 1 ? EarlierTokensEnd.GetValueOrDefault() : DateTimeOffset.MinValue;
        return token.Expires < end ? token.Expires : end;
    }
}
