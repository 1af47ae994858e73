using System.Text.Json;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Resources;

/// <summary>Whether a value that the service stored is one of an attribute: read and written again it must be the same.</summary>
internal static class StoredValue
{
    /// <summary>True if nothing of the value is lost or turned into something else.</summary>
    /// <param name="json">The whole value as it is stored: a list for a multi-valued attribute.</param>
    /// <param name="attribute">The attribute, which may have had another type when the value was stored.</param>
    public static bool Fits(JsonElement json, AttributeDefinition attribute)
    {
        if (!attribute.MultiValued)
            return IsSingle(json, attribute);
        return json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(single => IsSingle(single, attribute));
    }

    private static bool IsSingle(JsonElement json, AttributeDefinition attribute) => attribute.Type switch
    {
        AttributeType.Complex => json.ValueKind == JsonValueKind.Object && json.EnumerateObject().All(
            part => attribute.SubAttributes.Find(part.Name) is { } known && Fits(part.Value, known)),
        AttributeType.Boolean => json.ValueKind is JsonValueKind.True or JsonValueKind.False,
        AttributeType.Integer => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out _),
        AttributeType.Decimal => json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out _),
        AttributeType.DateTime => json.ValueKind == JsonValueKind.String
            && json.GetString() is { } text
            && XsdDateTime.TryParse(text, out var instant)
            && XsdDateTime.Format(instant) == text,
        AttributeType.Binary => json.ValueKind == JsonValueKind.String && json.GetString() is { } text && Base64Text.IsValid(text),
        _ => json.ValueKind == JsonValueKind.String,
    };
}
