using System.Text.Json;

namespace Scim.Infra.Tests.Bicep;

/// <summary>The templates compile without a warning, and give what was last looked at.</summary>
public sealed class TemplateTests
{
    [Fact]
    public async Task They_build() => Assert.Equal((0, ""), Without(await BicepCli.RunAsync("build", "main.bicep", "--stdout")));

    /// <summary>azd compiles with a Bicep of its own, whose newer rules must not stop a deployment.</summary>
    [Fact]
    public void The_linter_warns_and_stops_nobody()
    {
        var rules = JsonElement.Parse(File.ReadAllText(Path.Combine(BicepCli.Folder, "bicepconfig.json")))
            .GetProperty("analyzers").GetProperty("core").GetProperty("rules").EnumerateObject();
        Assert.All(
            rules.Where(rule => rule.Name != "use-recent-api-versions"), // It knows of no release after its own.
            rule => Assert.Equal("warning", rule.Value.GetProperty("level").GetString()));
    }

    [Fact]
    public async Task The_strict_linter_finds_nothing() => Assert.Equal((0, ""), Without(await BicepCli.RunAsync("lint", "main.bicep")));

    /// <summary>
    /// When a change is meant: <c>bicep snapshot infra/NAME.bicepparam --mode overwrite</c> with the same scope, and read the difference.
    /// </summary>
    [Theory]
    [InlineData("small.bicepparam")]
    [InlineData("full.bicepparam")]
    public async Task What_they_expand_to_is_the_snapshot(string parameters)
    {
        var result = await BicepCli.SnapshotAsync(parameters, "validate");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    [Fact]
    public async Task An_environment_of_azd_with_nothing_set_gives_the_defaults_of_the_template()
    {
        var result = await BicepCli.RunAsync(
            [("AZURE_ENV_NAME", "test"), ("AZURE_LOCATION", "westeurope")], "build-params", "main.bicepparam", "--stdout");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var compiled = JsonElement.Parse(result.Output);
        var given = Parameters(compiled, "parametersJson");
        var known = Parameters(compiled, "templateJson");

        Assert.Equal(["resourceGroupName"], known.Keys.Except(given.Keys)); // It follows from the environment's name.
        foreach (var (name, parameter) in known)
        {
            Assert.True(parameter.GetProperty("metadata").TryGetProperty("description", out _), name);
            if (given.TryGetValue(name, out var value) && parameter.TryGetProperty("defaultValue", out var byDefault))
                Assert.Equal((name, byDefault.ToString()), (name, value.GetProperty("value").ToString()));
        }
    }

    private static Dictionary<string, JsonElement> Parameters(JsonElement compiled, string document) =>
        JsonElement.Parse(compiled.GetProperty(document).GetString()!) // Both are always there.
            .GetProperty("parameters").EnumerateObject().ToDictionary(property => property.Name, property => property.Value);

    private static (int ExitCode, string Error) Without(BicepResult result) => (result.ExitCode, result.Error);
}
