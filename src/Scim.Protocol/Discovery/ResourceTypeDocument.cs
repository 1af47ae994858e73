using System.Text.Json;
using Scim.Protocol.Messages;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Discovery;

/// <summary>A resource type (RFC 7643 §6).</summary>
internal static class ResourceTypeDocument
{
    public static void Write(Utf8JsonWriter json, ResourceTypeDefinition type, string baseUrl)
    {
        json.WriteStartObject();
        MessageSchemas.Write(json, SchemaUris.ResourceType);
        json.WriteString("id"u8, type.Name);
        json.WriteString("name"u8, type.Name);
        json.WriteString("endpoint"u8, type.Endpoint);
        json.WriteString("description"u8, type.Description);
        json.WriteString("schema"u8, type.Schema.Id);
        json.WriteStartArray("schemaExtensions"u8);
        foreach (var extension in type.Extensions)
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, extension.Id);
            json.WriteBoolean("required"u8, false);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        DiscoveryMeta.Write(json, "ResourceType", $"{baseUrl}/ResourceTypes/{type.Name}");
        json.WriteEndObject();
    }
}
