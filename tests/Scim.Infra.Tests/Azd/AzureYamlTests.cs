using Scim.Infra.Tests.Bicep;
using Scim.Testing;
using YamlDotNet.RepresentationModel;

namespace Scim.Infra.Tests.Azd;

/// <summary>azure.yaml says what azd needs to find and publish the app.</summary>
public sealed class AzureYamlTests
{
    private static readonly YamlMappingNode Document = Yaml.Read("azure.yaml");

    [Fact]
    public void It_publishes_the_Functions_app()
    {
        var (_, service) = Service();
        Assert.Equal(("function", "dotnet"), (service.Text("host"), service.Text("language")));
        var project = Path.Combine(Repository.Root, service.Text("project"));
        var file = Assert.Single(Directory.GetFiles(project, "*.csproj"));
        Assert.Contains("<UserSecretsId>", File.ReadAllText(file), StringComparison.Ordinal); // Else azd writes one into the project.
    }

    [Theory]
    [InlineData("small")]
    [InlineData("full")]
    public void The_tag_of_the_app_is_the_key_of_the_service(string set)
    {
        var site = Snapshot.Resources(set).OfType("Microsoft.Web/sites").Single();
        Assert.Equal(Service().Key, site.GetProperty("tags").GetProperty("azd-service-name").GetString());
    }

    [Theory]
    [InlineData("small")]
    [InlineData("full")]
    public void The_resource_group_carries_the_name_of_the_environment(string set)
    {
        var group = Snapshot.Resources(set).OfType("Microsoft.Resources/resourceGroups").Single();
        Assert.Equal(set, group.GetProperty("tags").GetProperty("azd-env-name").GetString());
    }

    [Theory]
    [InlineData("posix", "sh")]
    [InlineData("windows", "pwsh")]
    public void Its_hooks_are_there(string system, string shell)
    {
        var files = Hooks(system).Select(hook =>
        {
            Assert.Equal(shell, hook.Text("shell"));
            return Path.Combine(Repository.Root, hook.Text("run"));
        }).ToList();
        var ending = shell == "sh" ? ".sh" : ".ps1";
        var folder = Path.Combine(Repository.Root, "infra", "hooks");
        Assert.Equal(Directory.GetFiles(folder, $"*{ending}").Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
        if (OperatingSystem.IsWindows() || shell != "sh") return;
        foreach (var file in files) Assert.True(File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute), file);
    }

    /// <summary>A hook that fails, in a pipeline without the data role for instance, leaves an app that is deployed.</summary>
    [Theory]
    [InlineData("posix")]
    [InlineData("windows")]
    public void A_hook_that_fails_stops_no_deployment(string system) =>
        Assert.All(Hooks(system), hook => Assert.Equal("true", hook.Text("continueOnError")));

    /// <summary>Without PowerShell 7, azd takes Windows PowerShell, which does not know half of the script.</summary>
    [Fact]
    public void The_hooks_for_Windows_say_which_PowerShell_they_need() =>
        Assert.All(
            Hooks("windows"),
            hook => Assert.Contains("#requires -Version 7.2", File.ReadAllLines(Path.Combine(Repository.Root, hook.Text("run")))));

    /// <summary>What it verifies is deployed then.</summary>
    [Fact]
    public void The_service_is_verified_after_its_deployment() =>
        Assert.Equal("infra/hooks/verify.sh", Document.Map("hooks").Map("postdeploy").Map("posix").Text("run"));

    // One of an event, or several.
    private static IEnumerable<YamlMappingNode> Hooks(string system) =>
        Document.Map("hooks").Children.Values
            .SelectMany(hooks => hooks is YamlSequenceNode several ? several.Cast<YamlMappingNode>() : [(YamlMappingNode)hooks])
            .Select(hook => hook.Map(system));

    private static (string Key, YamlMappingNode Service) Service()
    {
        var (key, service) = Assert.Single(Document.Map("services").Children);
        return (key.ToString(), (YamlMappingNode)service);
    }
}
