using System.Text;
using Scim.Operations.Schemas;
using Scim.Provisioning.Identities;
using Scim.Resilience.Tests.Chaos.Operations;

namespace Scim.Resilience.Tests.Schemas;

/// <summary>Which schemas the account has.</summary>
/// <param name="Desk">How many attributes its first schema has; 0 for none.</param>
/// <param name="Badge">The attribute that its second schema begins with; null for none.</param>
/// <param name="Enterprise">Whether it has the product's enterprise schema.</param>
internal sealed record SchemasInForce(int Desk, Slot? Badge, bool Enterprise)
{
    public bool Shows(Slot slot) => slot switch
    {
        { Urn: Slot.Desk, Attribute: "code" } => Desk > 0,
        { Urn: Slot.Desk } => Desk > 1,
        { Urn: Slot.Badge, Attribute: "note" } => Badge is not null,
        { Urn: Slot.Badge } => Badge == slot,
        { Urn: "" } => true,
        _ => Enterprise,
    };

    /// <summary>What may come after it.</summary>
    public SchemasInForce Next(ChaosDice dice) => dice.Pick((SchemasInForce[])
    [
        this with { Enterprise = !Enterprise },
        .. Desk switch
        {
            0 => (SchemasInForce[])[this with { Desk = 1 }, this with { Desk = 2 }],
            1 => [this with { Desk = 0 }, this with { Desk = 2 }],
            _ => [this with { Desk = 0 }],
        },
        .. Badge is null
            ? (SchemasInForce[])[this with { Badge = Slot.BadgeText }, this with { Badge = Slot.BadgeNumber }]
            : [this with { Badge = null }, this with { Badge = null }],
    ]);

    /// <summary>Makes the change that leads from this to the next.</summary>
    public Task<KnownSchema> ChangeAsync(
        SchemaOperations schemas, AccountId account, SchemasInForce next, CancellationToken cancellationToken)
    {
        if (next.Enterprise != Enterprise)
            return next.Enterprise
                ? schemas.AddAsync(account, "enterprise", cancellationToken)
                : schemas.RemoveAsync(account, "enterprise", cancellationToken);
        var (urn, isThere) = next.Desk != Desk ? (Slot.Desk, next.Desk > 0) : (Slot.Badge, next.Badge is not null);
        return isThere
            ? schemas.AddAsync(account, Document(urn, next), cancellationToken)
            : schemas.RemoveAsync(account, urn, cancellationToken);
    }

    private static byte[] Document(string urn, SchemasInForce state)
    {
        var attributes = Slot.All
            .Where(slot => slot.Urn == urn && state.Shows(slot))
            .Select(slot => $$"""{"name":"{{slot.Attribute}}","type":"{{(slot.IsNumber ? "integer" : "string")}}"}""");
        return Encoding.UTF8.GetBytes($$"""{"id":"{{urn}}","attributes":[{{string.Join(',', attributes)}}]}""");
    }
}
