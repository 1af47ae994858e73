using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Model.Texts;

/// <summary>JSON that stands as text in a value (product.md 24).</summary>
internal static class JsonText
{
    /// <summary>True if the text is an object or a list, or begins as only these do.</summary>
    public static bool Looks(string text)
    {
        var start = text.Replace(" ", "", StringComparison.Ordinal);
        return start is ['{' or '[', '"' or '{' or '[' or '}' or ']', ..] || Parse(text) is not null;
    }

    /// <summary>The object or list that the text is; null for none.</summary>
    public static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject or JsonArray ? JsonNode.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
