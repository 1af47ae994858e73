using System.Text.Json;

namespace Scim.Protocol.Discovery;

/// <summary>The <c>meta</c> of a discovery document.</summary>
internal static class DiscoveryMeta
{
    public static void Write(Utf8JsonWriter json, string resourceType, string location)
    {
        json.WriteStartObject("meta"u8);
        json.WriteString("resourceType"u8, resourceType);
        json.WriteString("location"u8, location);
        json.WriteEndObject();
    }
}
