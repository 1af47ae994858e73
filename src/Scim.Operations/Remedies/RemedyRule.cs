using Scim.Operations.Connectors;
using Scim.Provisioning.Identities;

namespace Scim.Operations.Remedies;

/// <summary>The remedy of some kinds of refusals.</summary>
/// <param name="Name">Tells remedies apart, in lower case with hyphens.</param>
/// <param name="Fits">True for those kinds. Of several rules the first that fits counts.</param>
/// <param name="Words">What is wrong and what to change, as sentences.</param>
internal sealed record RemedyRule(string Name, Func<RefusalKind, bool> Fits, Func<RemedyCase, string> Words)
{
    /// <summary>The operator's use case that belongs to it. Default: none.</summary>
    public Func<RemedyCase, Remedy?> Step { get; init; } = static _ => null;
}

/// <summary>Refusals of a kind for which a remedy is looked for.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="Account">The account.</param>
/// <param name="Client">Whose requests were refused; null if there are several clients.</param>
/// <param name="Connector">The clients' connector; null if it is not known.</param>
internal sealed record RemedyCase(RefusalKind Kind, AccountId Account, ClientId? Client, ConnectorProfile? Connector)
{
    /// <summary>What the connector calls its places.</summary>
    public ConnectorPlaces Places => Connector?.Places ?? ConnectorPlaces.Unknown;

    /// <summary>A step that is one client's; where there are several, a look at them.</summary>
    public Remedy For(Func<ClientId, Remedy> step) => Client is { } client ? step(client) : new Remedy.SeeClients();
}
