using System.Diagnostics;
using Scim.Testing;
using YamlDotNet.RepresentationModel;

namespace Scim.Infra.Tests.Ci;

/// <summary>What a tag sets off, with a script in place of dotnet.</summary>
public sealed class ReleaseTests : IDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, ".ci", "release");

    private readonly TemporaryFolder _tools = new();
    private readonly TemporaryFolder _out = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _tools.Dispose();
        _out.Dispose();
    }

    [Fact]
    public void A_tag_of_a_version_makes_what_the_command_makes()
    {
        var workflow = Yaml.Read(".github", "workflows", "release.yml");
        var tag = Assert.Single((YamlSequenceNode)workflow.Map("on").Map("push").Children["tags"]);
        Assert.Equal("v*", ((YamlScalarNode)tag).Value);
        var steps = ((YamlSequenceNode)workflow.Map("jobs").Map("release").Children["steps"]).Cast<YamlMappingNode>().ToList();

        // Without its history a commit has no tags, and no version.
        var checkout = steps.Single(step => step.ToString().Contains("actions/checkout@", StringComparison.Ordinal));
        Assert.Equal("0", checkout.Map("with").Text("fetch-depth"));
        var commands = steps.Where(step => step.Children.ContainsKey("run")).Select(step => step.Text("run"));
        Assert.Contains(commands, command => command.StartsWith(".ci/release ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0.1.0")]
    [InlineData("0.1.1-alpha.0.7")]
    public async Task Everything_has_the_version_in_its_name_and_a_checksum(string version)
    {
        var made = await RunAsync(version, _out.Path);

        Assert.Equal((0, ""), (made.ExitCode, made.Error));
        string[] files =
        [
            $"Scim.Cli-{version}.cdx.json",
            $"Scim.Cli.{version}.nupkg",
            $"Scim.Functions-{version}.cdx.json",
            $"scim-functions-{version}.zip",
        ];
        Assert.Equivalent(files.Append("SHA256SUMS"), Directory.EnumerateFiles(_out.Path).Select(Path.GetFileName), strict: true);
        var sums = await File.ReadAllLinesAsync(Path.Combine(_out.Path, "SHA256SUMS"), Cancel);
        Assert.Equivalent(files, sums.Select(line => line[66..]), strict: true); // The digest and two spaces stand before the name.
        Assert.EndsWith(string.Join('\n', [$"{version}:", .. sums]), made.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_the_changelog_does_not_know_is_none()
    {
        var made = await RunAsync("77.7.7", _out.Path);

        Assert.Equal((1, "CHANGELOG.md has no chapter \"## 77.7.7\".\n"), (made.ExitCode, made.Error));
        Assert.DoesNotContain(Directory.EnumerateFiles(_out.Path), file => Path.GetFileName(file) == "SHA256SUMS");
    }

    [Fact]
    public async Task Nothing_is_put_beside_what_is_there()
    {
        await File.WriteAllTextAsync(Path.Combine(_out.Path, "old"), "", Cancel);

        var made = await RunAsync("0.1.0", _out.Path);

        Assert.Equal((2, $"{_out.Path} is not empty.\n"), (made.ExitCode, made.Error));
        Assert.Single(Directory.EnumerateFiles(_out.Path));
    }

    [Fact]
    public async Task It_asks_where_to()
    {
        var made = await RunAsync("0.1.0");

        Assert.Equal(2, made.ExitCode);
        Assert.Contains("Usage: .ci/release FOLDER", made.Error, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string version, params string[] args)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a POSIX script.");
        var dotnet = Path.Combine(_tools.Path, "dotnet");
        await File.WriteAllTextAsync(
            dotnet,
            """
            #!/bin/sh
            for last; do :; done
            case $1 in
            pack) touch "$last/Scim.Cli.$VERSION.nupkg" ;;
            msbuild) touch "${last#-p:To=}" ;;
            CycloneDX) touch "$4/$6" ;;
            esac

            """,
            Cancel);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(Script, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_tools.Path}:{start.Environment["PATH"]}";
        start.Environment["VERSION"] = version;
        using var process = Process.Start(start)!; // null only with UseShellExecute
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await output, await error);
    }
}
