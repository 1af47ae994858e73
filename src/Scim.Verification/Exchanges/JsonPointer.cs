using System.Globalization;
using System.Text.Json;

namespace Scim.Verification.Exchanges;

/// <summary>Finds values by JSON pointers (RFC 6901) without escapes.</summary>
public static class JsonPointer
{
    /// <summary>The value at a pointer, or null.</summary>
    public static JsonElement? Find(JsonElement json, string pointer)
    {
        JsonElement? found = json;
        foreach (var token in pointer.Split('/').Skip(1))
            found = found is { } value ? Member(value, token) : null;
        return found;
    }

    private static JsonElement? Member(JsonElement json, string token) => json.ValueKind switch
    {
        JsonValueKind.Object when json.TryGetProperty(token, out var member) => member,
        JsonValueKind.Array when int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < json.GetArrayLength() => json[index],
        _ => null,
    };
}
