using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Scim.Protocol.Errors;
using Scim.Protocol.Messages;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Bulk;

/// <summary>What became of one operation of a Bulk (RFC 7644 §3.7.3).</summary>
/// <param name="Status">The status that the operation alone would have had.</param>
public sealed record BulkResult(int Status)
{
    /// <summary>The absolute URL of the user; null if there is none, as for a POST that failed.</summary>
    public string? Location { get; init; }

    /// <summary>The version of the user as an entity tag; null if there is none.</summary>
    public string? Version { get; init; }

    /// <summary>Why the operation failed; null if it did not.</summary>
    public ScimError? Error { get; init; }

    /// <summary>An operation that failed.</summary>
    public static BulkResult Failed(ScimError error) => new(error.Status) { Error = error };
}

/// <summary>A BulkResponse (RFC 7644 §3.7.3).</summary>
public static class BulkResponse
{
    /// <summary>Writes the response. The body of a success is left out, as §3.7.3 allows.</summary>
    /// <param name="output">Where the UTF-8 goes.</param>
    /// <param name="operations">The operations that were tried, with their results.</param>
    public static void Write(IBufferWriter<byte> output, IEnumerable<(BulkOperation Operation, BulkResult Result)> operations)
    {
        using var json = new Utf8JsonWriter(output, ResourceWriter.Options);
        json.WriteStartObject();
        MessageSchemas.Write(json, SchemaUris.BulkResponse);
        json.WriteStartArray("Operations"u8);
        foreach (var (operation, result) in operations)
            Write(json, operation, result);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BulkOperation operation, BulkResult result)
    {
        json.WriteStartObject();
        json.WriteString("method"u8, operation.Method);
        if (operation.BulkId is not null)
            json.WriteString("bulkId"u8, operation.BulkId);
        if (result.Location is not null)
            json.WriteString("location"u8, result.Location);
        if (result.Version is not null)
            json.WriteString("version"u8, result.Version);
        json.WriteString("status"u8, result.Status.ToString(CultureInfo.InvariantCulture));
        if (result.Error is not null)
        {
            json.WritePropertyName("response"u8);
            ErrorMessage.Write(json, result.Error);
        }
        json.WriteEndObject();
    }
}
