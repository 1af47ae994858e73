using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Messages;

/// <summary>The body of an error (RFC 7644 §3.12).</summary>
public static class ErrorMessage
{
    /// <summary>Writes the body as UTF-8.</summary>
    public static void Write(IBufferWriter<byte> output, ScimError error)
    {
        using var json = new Utf8JsonWriter(output, ResourceWriter.Options);
        Write(json, error);
    }

    /// <summary>Writes the body as one JSON object, as an operation of a Bulk answer holds it too.</summary>
    public static void Write(Utf8JsonWriter json, ScimError error)
    {
        json.WriteStartObject();
        MessageSchemas.Write(json, SchemaUris.Error);
        json.WriteString("status"u8, error.Status.ToString(CultureInfo.InvariantCulture));
        if (error.Type is not null)
            json.WriteString("scimType"u8, error.Type);
        json.WriteString("detail"u8, error.Detail);
        json.WriteEndObject();
    }
}
