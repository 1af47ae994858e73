using System.Text.Json;

namespace Scim.Conformance.Tests.Connectors;

/// <summary>
/// What Microsoft Entra ID makes of /Schemas: a target attribute for each attribute and each part of it, lists by the types that they
/// say they have. Names compare without case.
/// </summary>
internal static class EntraDiscovery
{
    /// <summary>The targets that an answer of /Schemas offers, each with its description there.</summary>
    public static IReadOnlyDictionary<string, DiscoveredTarget> TargetsOf(JsonElement schemas) =>
        Entries(schemas, "Resources")
            .SelectMany(schema => Entries(schema, "attributes").SelectMany(attribute => Targets(Text(schema, "id"), attribute)))
            .ToDictionary(target => target.Name, target => target.Discovered, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<(string Name, DiscoveredTarget Discovered)> Targets(string schema, JsonElement attribute)
    {
        var name = Name(attribute);
        if (!schema.EndsWith(":core:2.0:User", StringComparison.Ordinal))
            return [($"{schema}:{name}", DiscoveredTarget.Of(attribute))];
        var parts = Entries(attribute, "subAttributes").Where(part => Name(part) != "primary").ToList();
        if (parts.Count == 0)
            return [(name, DiscoveredTarget.Of(attribute))];
        if (!attribute.GetProperty("multiValued").GetBoolean())
            return parts.Select(part => ($"{name}.{Name(part)}", DiscoveredTarget.Of(part)));
        var types = parts.Where(part => Name(part) == "type")
            .SelectMany(type => Entries(type, "canonicalValues"))
            .Select(value => value.GetString())
            .ToList();
        return parts.Where(part => Name(part) != "type")
            .SelectMany(part => types.Select(type => ($"{name}[type eq \"{type}\"].{Name(part)}", DiscoveredTarget.Of(part))));
    }

    private static JsonElement[] Entries(JsonElement json, string member) =>
        json.TryGetProperty(member, out var entries) ? [.. entries.EnumerateArray()] : [];

    private static string Name(JsonElement attribute) => Text(attribute, "name");

    private static string Text(JsonElement json, string member) => json.GetProperty(member).GetString() ?? "";
}

/// <summary>What /Schemas says of a target.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Required">True if a user must have it.</param>
/// <param name="Mutability">Whether a client may set it.</param>
internal sealed record DiscoveredTarget(string? Type, bool Required, string? Mutability)
{
    /// <summary>Reads an attribute.</summary>
    public static DiscoveredTarget Of(JsonElement attribute) => new(
        attribute.GetProperty("type").GetString(),
        attribute.GetProperty("required").GetBoolean(),
        attribute.GetProperty("mutability").GetString());
}
