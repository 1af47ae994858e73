using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Queries;

/// <summary>A resource with an attribute of each <see cref="Returned"/>, at the root, in a complex attribute and in an extension.</summary>
internal static class ReturnedSample
{
    public static UserType Type { get; } = new(
        "Sample",
        "/Samples",
        "A sample",
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
            new("always", AttributeType.String, "") { Returned = Returned.Always },
            new("plain", AttributeType.String, ""))));

    public static ComplexValue Full { get; } = Fill(Type.Attributes);

    public static IEnumerable<string> Names(ComplexValue value) =>
        value.Assigned().SelectMany(assigned => assigned.Value is ComplexValue complex
            ? Names(complex).Select(name => $"{assigned.Attribute}{(assigned.Attribute.IsExtension ? ':' : '.')}{name}")
            : [assigned.Attribute.Name]);

    private static ComplexValue Fill(AttributeSet attributes) => ComplexValue.Of(attributes, attributes
        .Where(attribute => attribute.Name is not ("schemas" or "id" or "externalId" or "meta"))
        .Select(attribute => (attribute, (object?)(attribute.Type == AttributeType.Complex ? Fill(attribute.SubAttributes) : "x"))));
}
