using Scim.Provisioning.Accounts;
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

    /// <summary>
    /// The move of the token's expiry that this use caused, if one is due. It never fails; the answer waits for it, since an instance
    /// may be frozen once it has answered.
    /// </summary>
    public Task Renewal { get; init; } = Task.CompletedTask;
}
