using System.Text.Json;
using Scim.Testing;

namespace Scim.Infra.Tests.Bicep;

/// <summary>The resources of a committed snapshot, or of a deployment that is expanded for a test.</summary>
internal static class Snapshot
{
    /// <summary>All of a parameter set.</summary>
    /// <param name="name">The parameter set: small, full.</param>
    public static IReadOnlyList<JsonElement> Resources(string name) => Read(Path.Combine(BicepCli.Folder, $"{name}.snapshot.json"));

    /// <summary>All of a deployment with the defaults but for some parameters.</summary>
    /// <param name="parameters">Each as <c>name = value</c>, in Bicep.</param>
    public static async Task<IReadOnlyList<JsonElement>> ExpandAsync(params string[] parameters)
    {
        using var folder = new TemporaryFolder();
        var main = Path.GetRelativePath(folder.Path, Path.Combine(BicepCli.Folder, "main.bicep")).Replace('\\', '/');
        var file = Path.Combine(folder.Path, "test.bicepparam");
        string[] all = ["environmentName = 'test'", "location = 'westeurope'", .. parameters];
        await File.WriteAllLinesAsync(
            file, [$"using '{main}'", .. all.Select(parameter => $"param {parameter}")], TestContext.Current.CancellationToken);
        var result = await BicepCli.SnapshotAsync(file, "overwrite");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        return Read(Path.Combine(folder.Path, "test.snapshot.json"));
    }

    /// <summary>Those of a type.</summary>
    public static IEnumerable<JsonElement> OfType(this IEnumerable<JsonElement> resources, string type) =>
        resources.Where(resource => resource.GetProperty("type").GetString() == type);

    /// <summary>The properties of the only one of a type.</summary>
    public static JsonElement PropertiesOf(this IEnumerable<JsonElement> resources, string type) =>
        resources.OfType(type).Single().GetProperty("properties");

    /// <summary>The app settings, by name.</summary>
    public static Dictionary<string, string> AppSettings(string name) =>
        Resources(name).OfType("Microsoft.Web/sites/config").Single().GetProperty("properties")
            .EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.ToString());

    private static JsonElement[] Read(string file) =>
        [.. JsonElement.Parse(File.ReadAllText(file)).GetProperty("predictedResources").EnumerateArray()];
}
