using System.Text.Json;
using System.Text.RegularExpressions;
using Scim.Testing;
using YamlDotNet.RepresentationModel;

namespace Scim.Infra.Tests.Ci;

/// <summary>The workflow of the public runners.</summary>
public sealed partial class WorkflowTests
{
    private static readonly List<List<YamlMappingNode>> Jobs =
    [
        .. Yaml.Read(".github", "workflows", "ci.yml").Map("jobs").Children.Values.Cast<YamlMappingNode>()
            .Select(job => ((YamlSequenceNode)job.Children["steps"]).Cast<YamlMappingNode>().ToList()),
    ];

    private static readonly List<YamlMappingNode> Steps = [.. Jobs.SelectMany(steps => steps)];

    [Fact]
    public void Every_step_runs_something() =>
        Assert.All(Steps, step => Assert.True(step.Children.ContainsKey("uses") ^ step.Children.ContainsKey("run"), step.ToString()));

    [Fact]
    public void Actions_are_pinned_to_a_version() =>
        Assert.All(Steps.Where(step => step.Children.ContainsKey("uses")), step => Assert.Matches(PinnedPattern(), step.Text("uses")));

    [Theory]
    [InlineData(".ci", "run")]
    [InlineData(".github", "conformance.sh")]
    public void The_scripts_that_it_runs_are_there(string folder, string file)
    {
        Assert.Contains(Steps, step => step.Children.ContainsKey("run") && step.Text("run") == $"{folder}/{file}");
        Assert.True(File.Exists(Path.Combine(Repository.Root, folder, file)));
    }

    /// <summary>The tests of the hook for Windows need PowerShell, and are skipped without it.</summary>
    [Fact]
    public void Tools_are_restored_before_tests_run()
    {
        var scripts = Jobs.Select(steps => steps.Where(step => step.Children.ContainsKey("run")).Select(step => step.Text("run")))
            .Select(lines =>
                string.Join('\n', lines.Select(line => line == ".ci/run" ? File.ReadAllText(Path.Combine(Repository.Root, line)) : line)));
        Assert.All(scripts, script => Assert.InRange(
            script.IndexOf("dotnet tool restore", StringComparison.Ordinal), 0, script.IndexOf("dotnet test", StringComparison.Ordinal)));
    }

    /// <summary>The script runs the lines of this section, so that they are tried on every commit.</summary>
    [Fact]
    public void The_app_is_started_as_the_README_says()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, ".github", "conformance.sh"));
        Assert.Contains("/^### As a Functions app$/", script, StringComparison.Ordinal);
        Assert.DoesNotContain("func start", script, StringComparison.Ordinal);

        var blocks = MarkdownSection.Read("README.md", "Run it").Blocks("sh");
        Assert.Equal(3, blocks.Count); // The local host comes first.
        Assert.Contains("func start", blocks[1], StringComparison.Ordinal);
        Assert.Contains("scim client create", blocks[2], StringComparison.Ordinal);

        var pinned = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src", "Scim.LocalHost", "Azurite", "package.json")))
            .GetProperty("dependencies").GetProperty("azurite").GetString();
        Assert.Contains($" azurite@{pinned}\n", blocks[1], StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^[a-z-]+/[a-z-]+@v\d+[.]\d+[.]\d+$")]
    private static partial Regex PinnedPattern();
}
