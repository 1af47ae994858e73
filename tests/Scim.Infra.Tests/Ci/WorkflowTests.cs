using System.Text.RegularExpressions;
using Scim.Testing;
using YamlDotNet.RepresentationModel;

namespace Scim.Infra.Tests.Ci;

/// <summary>The workflow of the public runners.</summary>
public sealed partial class WorkflowTests
{
    private static readonly List<YamlMappingNode> Steps =
    [
        .. Yaml.Read(".github", "workflows", "ci.yml").Map("jobs").Children.Values.Cast<YamlMappingNode>()
            .SelectMany(job => (YamlSequenceNode)job.Children["steps"]).Cast<YamlMappingNode>(),
    ];

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

    [GeneratedRegex(@"^[a-z-]+/[a-z-]+@v\d+[.]\d+[.]\d+$")]
    private static partial Regex PinnedPattern();
}
