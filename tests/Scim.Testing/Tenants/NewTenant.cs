using Scim.Protocol.Schemas;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Testing.Tenants;

/// <summary>An account that a test wants, with one client.</summary>
/// <param name="Name">The name of both, unless the account is there and has another.</param>
public sealed record NewTenant(string Name)
{
    /// <summary>The account that the client is of, which may be there already. Default: one of its own name.</summary>
    public string? Account { get; init; }

    /// <summary>What its token allows. Default: <see cref="Caller.ScimScope"/>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [Caller.ScimScope];

    /// <summary>Its licences; null, the default, for no limit.</summary>
    public int? Licences { get; init; }

    /// <summary>How fast the client may call; null, the default, for faster than any test.</summary>
    public RateLimit? Limit { get; init; }

    /// <summary>How long the client's tokens live. Default: as long as they are used.</summary>
    public TokenPolicy Policy { get; init; } = TokenPolicy.Sliding;

    /// <summary>How long the client's secret is good; null, the default, for ever.</summary>
    public TimeSpan? SecretLifetime { get; init; }

    /// <summary>How its requests are read. Default: lenient.</summary>
    public Strictness Strictness { get; init; }

    /// <summary>The documents of the schemas that it has besides those of a new account. Default: none.</summary>
    public IReadOnlyList<string> Schemas { get; init; } = [];

    /// <summary>Whose assertions authenticate the client, instead of a secret; null, the default, for none.</summary>
    public FederatedTrust? Trust { get; init; }
}
