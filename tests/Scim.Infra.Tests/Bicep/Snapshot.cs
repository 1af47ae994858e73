using System.Text.Json;

namespace Scim.Infra.Tests.Bicep;

/// <summary>The resources of a committed snapshot.</summary>
internal static class Snapshot
{
    /// <summary>All of a parameter set.</summary>
    /// <param name="name">The parameter set: small, full.</param>
    public static IReadOnlyList<JsonElement> Resources(string name) =>
        [.. JsonElement.Parse(File.ReadAllText(Path.Combine(BicepCli.Folder, $"{name}.snapshot.json"))).GetProperty("predictedResources").EnumerateArray()];

    /// <summary>Those of a type.</summary>
    public static IEnumerable<JsonElement> OfType(this IEnumerable<JsonElement> resources, string type) =>
        resources.Where(resource => resource.GetProperty("type").GetString() == type);

    /// <summary>The app settings, by name.</summary>
    public static Dictionary<string, string> AppSettings(string name) =>
        Resources(name).OfType("Microsoft.Web/sites/config").Single().GetProperty("properties")
            .EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.ToString());
}
