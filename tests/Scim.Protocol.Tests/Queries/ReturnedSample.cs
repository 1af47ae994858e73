using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Queries;

/// <summary>
/// A user with an attribute of each <see cref="Returned"/> in an extension and in its complex attribute, and with another extension.
/// </summary>
internal static class ReturnedSample
{
    public static UserType Type { get; } = new([
        new SchemaDefinition("urn:example:Sample", "Sample", "A sample", new AttributeSet(
            new("always", AttributeType.String, "") { Returned = Returned.Always },
            new("plain", AttributeType.String, ""),
            new("onRequest", AttributeType.String, "") { Returned = Returned.Request },
            new("never", AttributeType.String, "") { Returned = Returned.Never },
            new("complex", AttributeType.Complex, "")
            {
                SubAttributes = new AttributeSet(
                    new("plain", AttributeType.String, ""),
                    new("onRequest", AttributeType.String, "") { Returned = Returned.Request },
                    new("never", AttributeType.String, "") { Returned = Returned.Never }),
            })),
        new SchemaDefinition("urn:example:Extra", "Extra", "An extension", new AttributeSet(
            new("alwaysToo", AttributeType.String, "") { Returned = Returned.Always },
            new("plainToo", AttributeType.String, ""))),
    ]);

    public static ComplexValue Full => Fill(Type.Attributes);

    public static IEnumerable<string> Names(ComplexValue value) =>
        value.Assigned().SelectMany(assigned => assigned.Value is ComplexValue complex
            ? Names(complex).Select(name => assigned.Attribute.IsExtension ? name : $"{assigned.Attribute}.{name}")
            : [assigned.Attribute.Name]);

    private static ComplexValue Fill(AttributeSet attributes) => ComplexValue.Of(attributes, attributes
        .Where(attribute => attributes != Type.Attributes || attribute.IsExtension)
        .Select(attribute => (attribute, (object?)(attribute.Type == AttributeType.Complex ? Fill(attribute.SubAttributes) : "x"))));
}
