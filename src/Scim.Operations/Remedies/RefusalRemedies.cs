using Scim.Operations.Connectors;
using Scim.Provisioning.Identities;

namespace Scim.Operations.Remedies;

/// <summary>What to change so that a refusal does not come again, for every refusal that the service gives.</summary>
public static class RefusalRemedies
{
    // What names its status or keyword comes before what is told by its text alone.
    private static readonly IReadOnlyList<RemedyRule> Rules =
    [
        .. AddressRules.All, .. AccessRules.All, .. ConflictRules.All, .. SizeRules.All, .. QueryRules.All, .. PatchRules.All,
        .. SyntaxRules.All, .. ValueRules.All, .. FaultRules.All,
    ];

    private static readonly RemedyRule Fallback = new(
        "other", static _ => true, static _ => "Do what the detail says; the service's log has more by the correlation id.");

    /// <summary>The names of all remedies but that of refusals which nobody knows.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Rules.Select(rule => rule.Name)];

    /// <summary>Those of them that say no more than where to look: for a refusal that is newer than the rules.</summary>
    public static IReadOnlyList<string> General { get; } = ["not-offered", "value-taken", "syntax-wrong", "value-wrong"];

    /// <summary>The remedy of refusals of one kind.</summary>
    /// <param name="kind">Their kind.</param>
    /// <param name="account">The account.</param>
    /// <param name="client">Whose requests were refused; null if there are several clients, or none is known.</param>
    /// <param name="connector">The clients' connector, in whose words it is given; null if it is not known.</param>
    public static RefusalRemedy For(RefusalKind kind, AccountId account, ClientId? client, ConnectorProfile? connector)
    {
        var asked = new RemedyCase(kind, account, client, connector);
        var rule = Rules.FirstOrDefault(rule => rule.Fits(kind)) ?? Fallback;
        return new RefusalRemedy(rule.Name, rule.Words(asked), rule.Step(asked));
    }
}
