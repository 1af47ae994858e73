using System.Text.Json;
using Scim.Verification.Exchanges;

namespace Scim.Verification.Checks;

/// <summary>What an attribute says of itself in /Schemas (RFC 7643 §7).</summary>
internal static class SchemaAttribute
{
    private const int LongestName = 100;

    private static readonly string[] Types =
        ["string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"];

    /// <summary>Attributes of a user (RFC 7643 §4.1, §8.7.1), a member of each, and its value.</summary>
    public static IReadOnlyList<(string Name, string Member, string Value)> Required { get; } =
    [
        ("userName", "type", "string"),
        ("userName", "required", "true"),
        ("userName", "caseExact", "false"),
        ("userName", "uniqueness", "server"),
        ("userName", "multiValued", "false"),
        ("name", "type", "complex"),
        ("active", "type", "boolean"),
        ("emails", "type", "complex"),
        ("emails", "multiValued", "true"),
        ("password", "mutability", "writeOnly"),
        ("password", "returned", "never"),
    ];

    /// <summary>The members that are missing or have a value that there is not.</summary>
    public static IEnumerable<string> FaultsOf(JsonElement attribute, string within = "")
    {
        var name = within + (JsonPointer.Find(attribute, "/name")?.ToString() ?? "?");
        if (name.Length > LongestName) name = $"{name[..LongestName]}…";
        if (!Is(attribute, "type", Types)) yield return $"{name} with a type of RFC 7643 §2.3";
        if (!Is(attribute, "mutability", "readOnly", "readWrite", "immutable", "writeOnly")) yield return $"{name} with a mutability";
        if (!Is(attribute, "returned", "always", "never", "default", "request")) yield return $"{name} with a returned";
        if (JsonPointer.Find(attribute, "/multiValued") is not { ValueKind: JsonValueKind.True or JsonValueKind.False })
            yield return $"{name} with multiValued, true or false";
        if (JsonPointer.Find(attribute, "/subAttributes") is not { ValueKind: JsonValueKind.Array } parts) yield break;
        foreach (var fault in parts.EnumerateArray().SelectMany(part => FaultsOf(part, $"{name}."))) yield return fault;
    }

    private static bool Is(JsonElement attribute, string member, params string[] values) =>
        JsonPointer.Find(attribute, $"/{member}")?.ToString() is { } value && values.Contains(value);
}
