using System.Buffers;
using System.Text.Json;
using Scim.Protocol.Resources;

namespace Scim.Protocol.Bulk;

/// <summary>A string <c>bulkId:x</c>, which stands for the id of the user that the operation x of the same Bulk creates (RFC 7644 §3.7.2).</summary>
internal static class BulkReference
{
    private const string Prefix = "bulkId:";

    /// <summary>The bulkId to which a text refers; null if it does not.</summary>
    public static string? Of(string text) =>
        text.Length > Prefix.Length && text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : null;

    /// <summary>The bulkIds to which the strings in a value refer.</summary>
    public static IReadOnlyCollection<string> In(JsonElement json)
    {
        var found = new List<string>();
        Find(json, found);
        return found;
    }

    private static void Find(JsonElement json, List<string> found)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in json.EnumerateObject())
                    Find(property.Value, found);
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                    Find(item, found);
                break;
            case JsonValueKind.String when Of(json) is { } bulkId:
                found.Add(bulkId);
                break;
        }
    }

    /// <summary>A value with ids in place of the strings that refer to bulkIds.</summary>
    public static JsonElement Resolve(JsonElement json, Func<string, string> idOf)
    {
        if (json.ValueKind == JsonValueKind.Undefined)
            return json;
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, ResourceWriter.Options))
            Write(writer, json, idOf);
        return JsonElement.Parse(output.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement json, Func<string, string> idOf)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in json.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, idOf);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                    Write(writer, item, idOf);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when Of(json) is { } bulkId:
                writer.WriteStringValue(idOf(bulkId));
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    private static string? Of(JsonElement text) => Of(text.GetString()!); // Only called for strings, which are never null.
}
