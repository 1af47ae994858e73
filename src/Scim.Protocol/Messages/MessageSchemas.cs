using System.Text.Json;

namespace Scim.Protocol.Messages;

/// <summary>The <c>schemas</c> of a message.</summary>
internal static class MessageSchemas
{
    public static void Write(Utf8JsonWriter json, params ReadOnlySpan<string> uris)
    {
        json.WriteStartArray("schemas"u8);
        foreach (var uri in uris)
            json.WriteStringValue(uri);
        json.WriteEndArray();
    }
}
