using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Filters;

/// <summary>A resource type with the numbers that users do not have.</summary>
internal static class Gauge
{
    public static UserType Type { get; } = new(
        "Gauge",
        "/Gauges",
        "A gauge",
        new SchemaDefinition("urn:example:Gauge", "Gauge", "A gauge", new AttributeSet(
            new("level", AttributeType.Integer, "A whole number"),
            new("weight", AttributeType.Decimal, "A number"),
            new("codes", AttributeType.String, "Plain values") { MultiValued = true, CaseExact = true })));
}
