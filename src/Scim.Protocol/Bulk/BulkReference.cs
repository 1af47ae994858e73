using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Bulk;

/// <summary>
/// A string <c>bulkId:x</c>, which stands for the id of the user that the operation x of the same Bulk creates (RFC 7644 §3.7.2). It
/// is one where a reference may stand, and text like any other elsewhere.
/// </summary>
internal static class BulkReference
{
    private const string Prefix = "bulkId:";

    /// <summary>The bulkId to which a text refers; null if it does not.</summary>
    public static string? Of(string text) =>
        text.Length > Prefix.Length && text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : null;

    /// <summary>The bulkIds to which the data of an operation refers.</summary>
    public static IEnumerable<string> In(JsonElement data, string method, UserType type) =>
        MayRefer(data) ? In(data, ReferencePlace.Start(method, type)) : [];

    /// <summary>The data with ids in place of the strings that refer to bulkIds.</summary>
    public static JsonElement Resolve(JsonElement data, string method, UserType type, Func<string, string> idOf)
    {
        if (!MayRefer(data))
            return data;
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, ResourceWriter.Options))
            Write(writer, data, ReferencePlace.Start(method, type), idOf);
        return JsonElement.Parse(output.WrittenSpan);
    }

    /// <summary>False where no string can be a reference, in which most data need no closer look.</summary>
    private static bool MayRefer(JsonElement data)
    {
        if (data.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            return false;
        var text = JsonMarshal.GetRawUtf8Value(data);
        return text.IndexOf("bulkId:"u8) >= 0 || text.IndexOf("\\u"u8) >= 0;
    }

    private static IEnumerable<string> In(JsonElement json, ReferencePlace place) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => In(property.Value, place.Member(property.Name, json))),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(item => In(item, place)),
        JsonValueKind.String when Of(json, place) is { } bulkId => [bulkId],
        _ => [],
    };

    private static void Write(Utf8JsonWriter writer, JsonElement json, ReferencePlace place, Func<string, string> idOf)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in json.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, place.Member(property.Name, json), idOf);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in json.EnumerateArray())
                    Write(writer, item, place, idOf);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when Of(json, place) is { } bulkId:
                writer.WriteStringValue(idOf(bulkId));
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    private static string? Of(JsonElement text, ReferencePlace place) =>
        place.TakesReference ? Of(text.GetString()!) : null; // Only called for strings, which are never null.
}
