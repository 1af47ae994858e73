using System.Text.Json;
using Scim.Protocol.Messages;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Discovery;

/// <summary>A resource type (RFC 7643 §6).</summary>
internal static class ResourceTypeDocument
{
    public static void Write(Utf8JsonWriter json, UserType type, string baseUrl)
    {
        json.WriteStartObject();
        MessageSchemas.Write(json, SchemaUris.ResourceType);
        json.WriteString("id"u8, UserType.Name);
        json.WriteString("name"u8, UserType.Name);
        json.WriteString("endpoint"u8, UserType.Endpoint);
        json.WriteString("description"u8, UserType.Description);
        json.WriteString("schema"u8, UserType.Schema.Id);
        json.WriteStartArray("schemaExtensions"u8);
        foreach (var extension in type.Extensions)
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, extension.Id);
            json.WriteBoolean("required"u8, false);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        DiscoveryMeta.Write(json, "ResourceType", $"{baseUrl}/ResourceTypes/{UserType.Name}");
        json.WriteEndObject();
    }
}
