using Scim.Operations.Clients;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Operations.Connectors;

/// <summary>A client that an operator wants, perhaps for a connector. What is left open is as its connector needs it.</summary>
/// <param name="Account">The account whose users it provisions.</param>
public sealed record ClientOrder(AccountId Account)
{
    /// <summary>The connector; null for none.</summary>
    public ConnectorProfile? Profile { get; init; }

    /// <summary>Requests per second, over 0; null to leave it open.</summary>
    public double? PerSecond { get; init; }

    /// <summary>Requests at once, at least 1; null to leave it open.</summary>
    public int? Burst { get; init; }

    /// <summary>What its tokens may allow. Default: <see cref="Caller.ScimScope"/>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [Caller.ScimScope];

    /// <summary>How long its tokens live.</summary>
    public PolicyChoice Policy { get; init; } = PolicyChoice.None;

    /// <summary>How long its secret is good, at most <see cref="SecretTerm.Longest"/>; null to leave it open.</summary>
    public TimeSpan? SecretLifetime { get; init; }

    /// <summary>Whose assertions authenticate it in place of a secret; null for none.</summary>
    public TrustOrder? Trust { get; init; }

    /// <summary>Says everything that is wrong; nothing if all is right.</summary>
    public IEnumerable<string> Errors()
    {
        IEnumerable<string?> found =
        [
            Policy.ErrorFor(PolicyBefore),
            SecretTerm.ErrorOf(SecretLifetime),
            Trust is not null && SecretLifetime is not null ? "A federated client has no secret that could expire." : null,
            .. Trust?.Errors() ?? [],
            .. Profile?.Objections(this) ?? [],
        ];
        return found.OfType<string>();
    }

    /// <summary>The client.</summary>
    /// <exception cref="OperationRefusedException">Something is wrong.</exception>
    public NewClient ToClient()
    {
        if (string.Join(' ', Errors()) is { Length: > 0 } wrong)
            throw new OperationRefusedException(wrong);
        var limit = Profile?.RateLimit ?? (Scopes is [Caller.EventsScope] ? RateLimit.OfReceivers : RateLimit.Default);
        return new NewClient(Account)
        {
            RateLimit = new RateLimit(PerSecond ?? limit.PerSecond, Burst ?? limit.Burst),
            Scopes = Scopes,
            Policy = Policy.Of(PolicyBefore),
            Connector = Profile?.Name,
            SecretLifetime = Trust is null ? SecretLifetime ?? Profile?.SecretLifetime : null,
            Trust = Trust?.ToTrust(),
        };
    }

    private TokenPolicy PolicyBefore => Profile?.Policy ?? TokenPolicy.Sliding;
}
