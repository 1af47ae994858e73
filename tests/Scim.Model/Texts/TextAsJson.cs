using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Model.Texts;

/// <summary>JSON that stands as text in a value (product.md 24).</summary>
internal static class TextAsJson
{
    /// <summary>
    /// True if the text is an object or a list, or begins as only these do. Where an address belongs, also for all that begins with such a
    /// bracket and ends with one, or is no address.
    /// </summary>
    public static bool Looks(string text, bool isAddress = false)
    {
        if (isAddress && text.Trim() is ['{' or '[', ..] trimmed && (trimmed is [.., '}' or ']'] || !IsAddress(text)))
            return true;
        var start = text.Replace(" ", "", StringComparison.Ordinal);
        return start is ['{' or '[', '"' or '{' or '[' or '}' or ']', ..] || Parse(text) is not null;
    }

    private static bool IsAddress(string text) =>
        text.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && !text.Any(char.IsWhiteSpace);

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
