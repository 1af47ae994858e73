using System.Text.Json;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Resources;

/// <summary>
/// A role as Entra ID's <c>AppRoleAssignmentsComplex</c> sends it: the role's <c>value</c> is the JSON text of an object with
/// <c>id</c>, <c>value</c> and <c>displayName</c>.
/// </summary>
internal static class AppRole
{
    private static readonly AttributeDefinition Value = UserResource.Roles.SubAttributes.Require("value");
    private static readonly AttributeDefinition Display = UserResource.Roles.SubAttributes.Require("display");

    /// <summary>The role with the <c>value</c> that the text holds, and <c>displayName</c> as <c>display</c>; null for none.</summary>
    public static ComplexValue? Read(ComplexValue role, string text) =>
        JsonText.Parse(text) is { ValueKind: JsonValueKind.Object } json
            && Text(json, "value") is { } value
            && !JsonText.LooksLike(value, UserResource.Roles)
            ? WithDisplay(role.With(Value, value), json)
            : null;

    /// <summary>The role with the <c>displayName</c> of the object as <c>display</c>, if it has one.</summary>
    public static ComplexValue WithDisplay(ComplexValue role, JsonElement json) =>
        Text(json, "displayName") is { } name && role[Display] is null ? role.With(Display, name) : role;

    /// <summary>The text or number under a key, compared without case; null if there is none, or it is empty.</summary>
    public static string? Text(JsonElement json, string key)
    {
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value.ValueKind switch
                {
                    JsonValueKind.String when !property.Value.ValueEquals("") => property.Value.GetString(),
                    JsonValueKind.Number => property.Value.GetRawText(),
                    _ => null,
                };
            }
        }
        return null;
    }
}
