using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;

namespace Scim.Provisioning.Tokens;

/// <summary>An OAuth client that is to be registered.</summary>
/// <param name="Account">The account whose users it provisions.</param>
public sealed record NewClient(AccountId Account)
{
    /// <summary>How fast it may call. Default: <see cref="RateLimit.Default"/>.</summary>
    public RateLimit RateLimit { get; init; } = RateLimit.Default;

    /// <summary>What its tokens may allow. Default: <see cref="Caller.ScimScope"/>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [Caller.ScimScope];

    /// <summary>How long its tokens live. Default: as long as they are used.</summary>
    public TokenPolicy Policy { get; init; } = TokenPolicy.Sliding;

    /// <summary>How long its secret is good; null, the default, for ever.</summary>
    public TimeSpan? SecretLifetime { get; init; }

    /// <summary>The name of the connector that it is made for; null, the default, for none in particular.</summary>
    public string? Connector { get; init; }

    /// <summary>Whose assertions authenticate it, instead of a secret; null, the default, for none.</summary>
    public FederatedTrust? Trust { get; init; }
}
