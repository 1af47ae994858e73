using System.Text.Json;
using Scim.Protocol.Messages;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Discovery;

/// <summary>A schema with every characteristic of its attributes (RFC 7643 §7).</summary>
internal static class SchemaDocument
{
    /// <param name="json">Where to.</param>
    /// <param name="schema">The schema; what clients look for besides its own attributes stands in that of the core.</param>
    /// <param name="type">The type that it is part of, which decides what is required.</param>
    /// <param name="baseUrl">The absolute URL of the service's base.</param>
    public static void Write(Utf8JsonWriter json, SchemaDefinition schema, UserType type, string baseUrl)
    {
        IEnumerable<AttributeDefinition> common = schema == UserType.Schema ? [UserResource.Id, UserResource.ExternalId] : [];
        json.WriteStartObject();
        MessageSchemas.Write(json, SchemaUris.Schema);
        json.WriteString("id"u8, schema.Id);
        json.WriteString("name"u8, schema.Name);
        json.WriteString("description"u8, schema.Description);
        WriteAttributes(json, "attributes", common.Concat(schema.Attributes), type);
        DiscoveryMeta.Write(json, "Schema", $"{baseUrl}/Schemas/{schema.Id}");
        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, string name, IEnumerable<AttributeDefinition> attributes, UserType type)
    {
        json.WriteStartArray(name);
        foreach (var attribute in attributes)
            WriteAttribute(json, attribute, type);
        json.WriteEndArray();
    }

    private static void WriteAttribute(Utf8JsonWriter json, AttributeDefinition attribute, UserType type)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, attribute.EncodedName);
        json.WriteString("type"u8, Word(attribute.Type));
        if (attribute.Type == AttributeType.Complex)
            WriteAttributes(json, "subAttributes", attribute.SubAttributes, type);
        json.WriteBoolean("multiValued"u8, attribute.MultiValued);
        json.WriteString("description"u8, attribute.Description);
        json.WriteBoolean("required"u8, type.Requires(attribute));
        WriteWords(json, "canonicalValues", attribute.CanonicalValues);
        json.WriteBoolean("caseExact"u8, attribute.CaseExact);
        json.WriteString("mutability"u8, Word(attribute.Mutability));
        json.WriteString("returned"u8, Word(attribute.Returned));
        json.WriteString("uniqueness"u8, Word(attribute.Uniqueness));
        WriteWords(json, "referenceTypes", attribute.ReferenceTypes);
        json.WriteEndObject();
    }

    private static void WriteWords(Utf8JsonWriter json, string name, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }

    /// <summary>The RFC's keyword of a characteristic: the member's name in camel case.</summary>
    private static string Word<T>(T characteristic)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(characteristic.ToString());
}
