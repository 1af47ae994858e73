using System.Text.Json;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Resources;

/// <summary>What one value is wrapped in by connectors that send a list, or an object, where the value alone is meant.</summary>
internal static class JsonWrapping
{
    /// <summary>
    /// The only element of a list that stands where one value is meant, and where that is an object that stands for simple one, its
    /// <c>value</c>; of a singular complex attribute with a <c>value</c> (a <c>manager</c>) the first of several. A strict account
    /// takes a list for the last of these only. Anything else is as it is.
    /// </summary>
    /// <param name="json">The list that stands where one value is meant.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="isStrict">True for a strict account.</param>
    public static JsonElement Without(JsonElement json, AttributeDefinition attribute, bool isStrict)
    {
        if (json.GetArrayLength() == 0)
            return json;
        if (attribute is { Type: AttributeType.Complex, MultiValued: false, ValueSubAttribute: not null })
            return json[0];
        if (isStrict || json.GetArrayLength() > 1)
            return json;
        var only = json[0];
        var isHolder = attribute.Type != AttributeType.Complex && only.ValueKind == JsonValueKind.Object;
        return isHolder ? ValueOf(only) ?? only : only;
    }

    private static JsonElement? ValueOf(JsonElement json) => json.EnumerateObject()
        .Where(property => property.Name.Equals("value", StringComparison.OrdinalIgnoreCase))
        .Select(property => (JsonElement?)property.Value)
        .FirstOrDefault();
}
