using System.Text.Json;
using System.Xml.Linq;
using System.Xml.XPath;

namespace Scim.Functions.Tests;

/// <summary>What only a deployment would show if it were missing from the project file.</summary>
public sealed class ProjectFileTests
{
    private static readonly string Root = FindRoot();
    private static readonly XDocument Project = XDocument.Load(Path.Combine(Root, "src", "Scim.Functions", "Scim.Functions.csproj"));
    private static readonly XDocument Versions = XDocument.Load(Path.Combine(Root, "Directory.Packages.props"));

    [Theory]
    [InlineData("Microsoft.Azure.Functions.Worker", "2.52.0")]
    [InlineData("Microsoft.Azure.Functions.Worker.Extensions.Http", "3.3.0")]
    [InlineData("Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore", "2.1.1")]
    [InlineData("Microsoft.Azure.Functions.Worker.Sdk", "2.1.0")]
    public void The_published_set_is_referenced_and_pinned(string package, string version)
    {
        Assert.NotNull(Project.XPathSelectElement($"//PackageReference[@Include='{package}']"));
        Assert.Equal(version, Versions.XPathSelectElement($"//PackageVersion[@Include='{package}']")?.Attribute("Version")?.Value);
    }

    [Theory]
    [InlineData("OutputType", "Exe")]
    [InlineData("AzureFunctionsVersion", "v4")]
    [InlineData("RuntimeIdentifier", "linux-x64")]
    [InlineData("RuntimeIdentifiers", "linux-x64")]
    [InlineData("SelfContained", "false")]
    [InlineData("PublishReadyToRun", "true")]
    public void It_has_the_property(string name, string value) => Assert.Equal(value, Project.XPathSelectElement($"//{name}")?.Value);

    [Fact]
    public void Only_what_is_deployed_is_bound_to_a_platform() =>
        Assert.Equal(
            "'$(Configuration)' == 'Release'",
            Project.XPathSelectElement("//PropertyGroup[RuntimeIdentifier]")?.Attribute("Condition")?.Value);

    /// <summary>
    /// An advisory that is new today stops the gate, and not a deployment of what passed it, though a pipeline does that.
    /// </summary>
    [Fact]
    public void Advisories_on_packages_are_errors_in_the_gate_only()
    {
        var warnings = XDocument.Load(Path.Combine(Root, "Directory.Build.props")).XPathSelectElement("//WarningsNotAsErrors");
        Assert.Equal("'$(SCIM_GATE)' != 'true'", warnings?.Attribute("Condition")?.Value);
        Assert.Contains(" SCIM_GATE=true ", File.ReadAllText(Path.Combine(Root, ".ci", "run")), StringComparison.Ordinal);
        Assert.Equal(["NU1901", "NU1902", "NU1903", "NU1904"], warnings?.Value.Split(';').Skip(1));
    }

    [Fact]
    public void The_secrets_of_azd_have_an_id() => Assert.NotEmpty(Project.XPathSelectElement("//UserSecretsId")?.Value ?? "");

    [Theory]
    [InlineData("../../host.json", "host.json", "PreserveNewest")]
    [InlineData("../../local.settings.json", "local.settings.json", "Never")]
    public void The_files_of_the_host_are_linked(string file, string link, string publish)
    {
        var item = Project.XPathSelectElement($"//None[@Include='{file}']");
        Assert.Equal(
            (link, "PreserveNewest", publish),
            (
                item?.Attribute("Link")?.Value,
                item?.Attribute("CopyToOutputDirectory")?.Value,
                item?.Attribute("CopyToPublishDirectory")?.Value));
    }

    [Fact]
    public void The_host_adds_no_prefix_and_no_telemetry_with_paths()
    {
        var host = JsonElement.Parse(File.ReadAllText(Path.Combine(Root, "host.json")));
        Assert.Equal("2.0", host.GetProperty("version").GetString());
        Assert.Equal("", host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString());
        var levels = host.GetProperty("logging").GetProperty("logLevel");
        Assert.Equal(("None", "None"), (levels.GetProperty("Host.Results").GetString(), levels.GetProperty("Host.Aggregator").GetString()));
        var insights = host.GetProperty("logging").GetProperty("applicationInsights");
        Assert.False(insights.GetProperty("enableDependencyTracking").GetBoolean());
        Assert.False(insights.GetProperty("enableLiveMetrics").GetBoolean());
        Assert.False(insights.GetProperty("httpAutoCollectionOptions").GetProperty("enableHttpTriggerExtendedInfoCollection").GetBoolean());
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Scim.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run within the source tree.");
    }
}
