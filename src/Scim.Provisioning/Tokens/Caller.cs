using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;

namespace Scim.Provisioning.Tokens;

/// <summary>Who sent a request, as its token says.</summary>
/// <param name="Client">The OAuth client.</param>
/// <param name="Account">The account that it may provision.</param>
/// <param name="Scopes">What its token allows.</param>
/// <param name="RateLimit">How fast it may call.</param>
public sealed record Caller(ClientId Client, AccountId Account, IReadOnlyList<string> Scopes, RateLimit RateLimit)
{
    /// <summary>The scope that the SCIM endpoints ask for.</summary>
    public const string ScimScope = "scim";

    /// <summary>The scope that those need who receive events.</summary>
    public const string EventsScope = "events";

    /// <summary>All scopes.</summary>
    public static IReadOnlyList<string> KnownScopes { get; } = [ScimScope, EventsScope];

    /// <summary>
    /// Moves the token's expiry, for a request that is not denied. The task never fails; the answer waits for it, since an
    /// instance may be frozen once it has answered. Null, which is the default, if nothing is due.
    /// </summary>
    public Func<Task>? RenewAsync { get; init; }
}
