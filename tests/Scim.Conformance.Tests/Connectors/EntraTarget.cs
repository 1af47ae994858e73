using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Scim.Conformance.Tests.Connectors;

/// <summary>
/// A target attribute of Microsoft Entra ID's mapping, in one of the four forms that its attribute list has: <c>title</c>,
/// <c>name.givenName</c>, <c>emails[type eq "work"].value</c> and an extension's URN with <c>:department</c> behind it.
/// </summary>
/// <param name="Text">The target as it stands in the list.</param>
/// <param name="Attribute">The attribute, or the URN of an extension.</param>
/// <param name="Type">The <c>type</c> of the entry, if it is a list.</param>
/// <param name="Part">The part of the attribute, or the attribute of the extension; null for the attribute itself.</param>
internal sealed partial record EntraTarget(string Text, string Attribute, string? Type, string? Part)
{
    /// <summary>Reads a target.</summary>
    public static EntraTarget Parse(string text)
    {
        var match = Form().Match(text);
        Assert.True(match.Success, $"{text} is in no form of the attribute list.");
        return new EntraTarget(text, match.Groups["attribute"].Value, ValueOf("type"), ValueOf("part"));

        string? ValueOf(string group) => match.Groups[group] is { Success: true } found ? found.Value : null;
    }

    /// <summary>Puts a value into a user that is to be created; targets of one entry meet in it.</summary>
    public void Put(JsonObject user, JsonNode? value)
    {
        if (Part is null)
            user[Attribute] = value;
        else if (Type is null)
            Child(user)[Part] = value;
        else
            Entry(user, Type)[Part] = value;
    }

    /// <summary>The value in an answer; null where there is none.</summary>
    public JsonElement? Find(JsonElement user)
    {
        if (!user.TryGetProperty(Attribute, out var found))
            return null;
        if (Type is not null)
            found = found.EnumerateArray().FirstOrDefault(entry => entry.TryGetProperty("type", out var type) && type.ValueEquals(Type));
        if (Part is null)
            return found;
        return found.ValueKind == JsonValueKind.Object && found.TryGetProperty(Part, out var part) ? part : null;
    }

    private JsonObject Child(JsonObject user)
    {
        if (user[Attribute] is JsonObject child)
            return child;
        user[Attribute] = child = [];
        return child;
    }

    private JsonObject Entry(JsonObject user, string type)
    {
        if (user[Attribute] is not JsonArray entries)
            user[Attribute] = entries = [];
        if (entries.OfType<JsonObject>().FirstOrDefault(entry => (string?)entry["type"] == type) is { } found)
            return found;
        var added = new JsonObject { ["type"] = type };
        entries.Add((JsonNode)added);
        return added;
    }

    [GeneratedRegex("""^((?<attribute>urn:.+):|(?<attribute>\w+)\[type eq "(?<type>\w+)"\]\.|(?<attribute>\w+)(\.|$))(?<part>\w+)?$""")]
    private static partial Regex Form();
}
