using YamlDotNet.RepresentationModel;

namespace Scim.Infra.Tests.Ci;

/// <summary>What a tag sets off.</summary>
public sealed class ReleaseTests : IDisposable
{
    private const string Heading = "## 0.2.1 - 2026-12-01";

    private readonly ReleaseRun _run = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_tag_of_a_version_makes_what_the_command_makes()
    {
        var workflow = Yaml.Read(".github", "workflows", "release.yml");
        var tags = (YamlSequenceNode)workflow.Map("on").Map("push").Children["tags"];
        Assert.Equal(
            ["v[0-9]+.[0-9]+.[0-9]+", "v[0-9]+.[0-9]+.[0-9]+-[0-9A-Za-z]*"], tags.Select(tag => ((YamlScalarNode)tag).Value));
        var steps = ((YamlSequenceNode)workflow.Map("jobs").Map("release").Children["steps"]).Cast<YamlMappingNode>().ToList();

        // Without its history a commit has no tags, and no version.
        var checkout = steps.Single(step => step.ToString().Contains("actions/checkout@", StringComparison.Ordinal));
        Assert.Equal("0", checkout.Map("with").Text("fetch-depth"));
        var commands = steps.Where(step => step.Children.ContainsKey("run")).Select(step => step.Text("run")).ToList();
        Assert.Equal(3, commands.Count);
        Assert.StartsWith("passed=$(gh run list --workflow ci.yml --commit \"$GITHUB_SHA\"", commands[0], StringComparison.Ordinal);
        Assert.StartsWith(".ci/release ", commands[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.2.1", "v0.2.1")]
    [InlineData("0.2.1-rc.1", "v0.2.1-rc.1")]
    [InlineData("0.2.2-alpha.0.7", null)]
    public async Task Everything_has_the_version_in_its_name_and_a_checksum(string version, string? tag)
    {
        await _run.BeginAsync(Heading, tag);

        var made = await _run.RunAsync(version);

        Assert.Equal((0, ""), (made.ExitCode, made.Error));
        Assert.Equal(tag is null, made.Output.Contains("is none of a release: no tag is on this commit.", StringComparison.Ordinal));
        string[] files =
        [
            $"Scim.Cli-{version}.cdx.json",
            $"Scim.Cli.{version}.nupkg",
            $"Scim.Functions-{version}.cdx.json",
            $"scim-functions-{version}.zip",
        ];
        Assert.Equivalent(files.Append("SHA256SUMS"), _run.Files(), strict: true);
        var sums = await File.ReadAllLinesAsync(Path.Combine(_run.Out, "SHA256SUMS"), Cancel);
        Assert.Equivalent(files, sums.Select(line => line[66..]), strict: true); // The digest and two spaces stand before the name.
        Assert.EndsWith(string.Join('\n', [$"{version}:", .. sums]), made.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.2.2-alpha.0.5", "v0.2.1", "The version is 0.2.2-alpha.0.5, and the commit has the tag v0.2.1.")]
    [InlineData("0.2.1", "v0.2.1-rc.1", "The version is 0.2.1, and the commit has the tag v0.2.1-rc.1.")]
    [InlineData("0.2.1", null, "The version is 0.2.1, and no tag v0.2.1 is on this commit.")]
    [InlineData("0.2.1", "v0.2", "The version is 0.2.1, and no tag v0.2.1 is on this commit.")]
    public async Task The_version_is_that_of_the_tag(string version, string? tag, string error)
    {
        await _run.BeginAsync(Heading, tag);

        await AssertRefusedAsync(version, error);
    }

    [Theory]
    [InlineData("v0.2")]
    [InlineData("v0.2.1.0")]
    [InlineData("v0.02.1")]
    [InlineData("v0.2.1-")]
    [InlineData("v0.2.1-a..b")]
    [InlineData("vnext")]
    [InlineData("0.2.1")]
    public async Task What_sets_it_off_is_a_tag_of_a_version(string tag)
    {
        await _run.BeginAsync(Heading, "v0.2.1");

        await AssertRefusedAsync(
            "0.2.1",
            $"The tag {tag} is none of a version: that of 1.2.3 is v1.2.3, and that of a version before it v1.2.3-rc.1.",
            ("GITHUB_REF_NAME", tag));
    }

    [Fact]
    public async Task A_branch_that_sets_it_off_is_no_tag()
    {
        await _run.BeginAsync(Heading, "v0.2.1");

        var made = await _run.RunAsync("0.2.1", ("GITHUB_REF_NAME", "main"), ("GITHUB_REF_TYPE", "branch"));

        Assert.Equal((0, ""), (made.ExitCode, made.Error));
    }

    [Theory]
    [InlineData("## 0.2.10", "0.2.1")]
    [InlineData("### 0.2.1", "0.2.1")]
    [InlineData("## 0x2.1", "0.2.1")]
    [InlineData("## Unreleased", "0.2.1-rc.1")]
    public async Task A_version_that_the_changelog_does_not_know_is_none(string heading, string version)
    {
        await _run.BeginAsync(heading, $"v{version}");

        await AssertRefusedAsync(version, "CHANGELOG.md has no chapter \"## 0.2.1\".");
    }

    [Theory]
    [InlineData("0.2.1", "v0.2.1")]
    [InlineData("0.2.2-alpha.0.7", null)]
    public async Task A_tag_stands_for_the_files_of_its_commit(string version, string? tag)
    {
        await _run.BeginAsync(Heading, tag);
        await File.WriteAllTextAsync(Path.Combine(_run.Source, "new.cs"), "", Cancel);

        if (tag is null) Assert.Equal(0, (await _run.RunAsync(version)).ExitCode);
        else
        {
            await AssertRefusedAsync(
                version,
                "Files differ from the commit of the tag, or are not in it: git status names them. A release is made of the commit alone.");
        }
    }

    /// <summary>MSBuild reads <c>;</c>, <c>,</c> and <c>%20</c> of a property otherwise.</summary>
    [Fact]
    public async Task The_folder_may_have_any_name()
    {
        await _run.BeginAsync(Heading, "v0.2.1");
        _run.Out = Path.Combine(_run.Out, "a;b,c%20d e", "-f");

        var made = await _run.RunAsync("0.2.1");

        Assert.Equal((0, 5), (made.ExitCode, _run.Files().Count()));
        Assert.All(await _run.CallsAsync(), call => Assert.DoesNotMatch("[;,%]", call));
    }

    [Theory]
    [InlineData("pack")]
    [InlineData("publish")]
    [InlineData("msbuild")]
    [InlineData("CycloneDX")]
    public async Task A_run_that_fails_leaves_nothing_behind(string step)
    {
        await _run.BeginAsync(Heading, "v0.2.1");
        var folder = _run.Out;
        _run.Out = Path.Combine(folder, "new");

        Assert.Equal(9, (await _run.RunAsync("0.2.1", ("FAILS", step))).ExitCode);

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Assert.Equal(0, (await _run.RunAsync("0.2.1")).ExitCode);
    }

    [Fact]
    public async Task Nothing_is_put_beside_what_is_there()
    {
        await _run.BeginAsync(Heading, "v0.2.1");
        await File.WriteAllTextAsync(Path.Combine(_run.Out, "old"), "", Cancel);

        var made = await _run.RunAsync("0.2.1");

        Assert.Equal((2, $"{_run.Out} is not an empty folder.\n"), (made.ExitCode, made.Error));
        Assert.Equal(["old"], _run.Files());
    }

    [Fact]
    public async Task It_asks_where_to()
    {
        await _run.BeginAsync(Heading, tag: null);
        _run.Out = "";

        var made = await _run.RunAsync("0.2.1");

        Assert.Equal(2, made.ExitCode);
        Assert.Contains("Usage: .ci/release FOLDER", made.Error, StringComparison.Ordinal);
    }

    private async Task AssertRefusedAsync(string version, string error, params (string Name, string Value)[] variables)
    {
        var made = await _run.RunAsync(version, variables);

        Assert.Equal((1, $"{error}\n"), (made.ExitCode, made.Error));
        Assert.Empty(_run.Files());
    }
}
