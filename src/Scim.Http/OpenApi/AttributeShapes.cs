using Microsoft.OpenApi;
using Scim.Protocol.Schemas;

namespace Scim.Http.OpenApi;

/// <summary>The JSON Schemas of attributes (RFC 7643 §2.3).</summary>
internal static class AttributeShapes
{
    /// <summary>An object with these attributes and no others.</summary>
    public static OpenApiSchema Object(string? description, IEnumerable<AttributeDefinition> attributes) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Properties = attributes.ToDictionary(attribute => attribute.Name, IOpenApiSchema (attribute) => Of(attribute)),
        AdditionalPropertiesAllowed = false,
    };

    private static OpenApiSchema Of(AttributeDefinition attribute)
    {
        var schema = attribute.MultiValued ? Shape.List(attribute.Description, Single(attribute)) : Single(attribute);
        schema.Description = attribute.Description;
        schema.ReadOnly = attribute.Mutability == Mutability.ReadOnly;
        schema.WriteOnly = attribute.Mutability == Mutability.WriteOnly || attribute.Returned == Returned.Never;
        return schema;
    }

    private static OpenApiSchema Single(AttributeDefinition attribute) => attribute.Type switch
    {
        AttributeType.Boolean => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        AttributeType.Decimal => new OpenApiSchema { Type = JsonSchemaType.Number },
        AttributeType.Integer => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" },
        AttributeType.DateTime => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
        AttributeType.Binary => new OpenApiSchema { Type = JsonSchemaType.String, ContentEncoding = "base64" },
        AttributeType.Reference => new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri-reference" },
        AttributeType.Complex => Object(description: null, attribute.SubAttributes),
        _ => Text(attribute),
    };

    private static OpenApiSchema Text(AttributeDefinition attribute)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.String };
        if (attribute.CanonicalValues.Count == 0)
            return schema;
        if (attribute.TakesOnlyCanonical && attribute.CaseExact)
            schema.Enum = Shape.Nodes(attribute.CanonicalValues);
        else
            schema.Examples = Shape.Nodes(attribute.CanonicalValues);
        return schema;
    }
}
