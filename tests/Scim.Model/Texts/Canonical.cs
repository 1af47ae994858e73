using System.Text.Json.Nodes;

namespace Scim.Model.Texts;

/// <summary>JSON as text that is equal where two values mean the same: members and list entries in any order.</summary>
internal static class Canonical
{
    public static string Of(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject item => $"{{{string.Join(",", item.Select(pair => $"{pair.Key}:{Of(pair.Value)}").Order(StringComparer.Ordinal))}}}",
        JsonArray list => $"[{string.Join(",", list.Select(Of).Order(StringComparer.Ordinal))}]",
        _ => node.ToJsonString(),
    };

    /// <summary>The same with the entries of lists in their order.</summary>
    public static string InOrder(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject item =>
            $"{{{string.Join(",", item.Select(pair => $"{pair.Key}:{InOrder(pair.Value)}").Order(StringComparer.Ordinal))}}}",
        JsonArray list => $"[{string.Join(",", list.Select(InOrder))}]",
        _ => node.ToJsonString(),
    };

    public static bool Same(JsonNode? one, JsonNode? other) => Of(one) == Of(other);
}
