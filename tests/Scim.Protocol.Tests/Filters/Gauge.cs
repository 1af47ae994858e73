using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Filters;

/// <summary>A schema with the numbers and plain lists that users do not have.</summary>
internal static class Gauge
{
    private static readonly SchemaDefinition Schema = new("urn:example:Gauge", "Gauge", "A gauge", new AttributeSet(
        new("level", AttributeType.Integer, "A whole number"),
        new("weight", AttributeType.Decimal, "A number"),
        new("codes", AttributeType.String, "Plain values") { MultiValued = true, CaseExact = true }));

    public static UserType Type { get; } = new([Schema]);

    public static ComplexValue Of(long level, decimal weight, params string[] codes) => ComplexValue.Of(
        Type.Attributes,
        (Type.Extension(Schema.Id)!, ComplexValue.Of(
            Schema.Attributes,
            (Schema.Attributes.Require("level"), level),
            (Schema.Attributes.Require("weight"), weight),
            (Schema.Attributes.Require("codes"), new MultiValue(codes)))));
}
