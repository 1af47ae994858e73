using System.Diagnostics;
using Scim.Testing;

namespace Scim.Infra.Tests.Ci;

/// <summary>Runs <c>.ci/release</c> in a repository of its own, with a script in place of dotnet.</summary>
internal sealed class ReleaseRun : IDisposable
{
    private readonly TemporaryFolder _tools = new();
    private readonly TemporaryFolder _source = new();
    private readonly TemporaryFolder _out = new();

    public ReleaseRun() => Out = _out.Path;

    /// <summary>The folder that it is to fill.</summary>
    public string Out { get; set; }

    /// <summary>The repository.</summary>
    public string Source => _source.Path;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _tools.Dispose();
        _source.Dispose();
        _out.Dispose();
    }

    /// <summary>Makes the repository, of one commit.</summary>
    /// <param name="heading">A line of the changelog.</param>
    /// <param name="tag">The tag of the commit; null for none.</param>
    public async Task BeginAsync(string heading, string? tag)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a POSIX script.");
        var dotnet = Path.Combine(_tools.Path, "dotnet");
        await File.WriteAllTextAsync(
            dotnet,
            """
            #!/bin/sh
            echo "$*" >> "$(dirname "$0")/calls"
            for last; do :; done
            case $1 in
            pack) touch "$last/Scim.Cli.$VERSION.nupkg" ;;
            msbuild) touch "${last#-p:To=}" ;;
            CycloneDX) touch "$4/$6" ;;
            esac
            [ "$1" != "$FAILS" ] || exit 9

            """,
            Cancel);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Directory.CreateDirectory(Path.Combine(Source, ".ci"));
        File.Copy(Path.Combine(Repository.Root, ".ci", "release"), Script);
        await File.WriteAllTextAsync(Path.Combine(Source, "CHANGELOG.md"), $"# Changelog\n\n{heading}\n\nNews.\n", Cancel);
        string[][] commands =
        [
            ["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "All"], .. tag is null ? (string[][])[] : [["tag", tag]],
        ];
        foreach (var command in commands)
        {
            var (exitCode, _, error) = await RunAsync(
                "git",
                ["-C", Source, "-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgSign=false", .. command]);
            Assert.True(exitCode == 0, error);
        }
    }

    /// <summary>Runs it, outside a workflow unless a variable says otherwise.</summary>
    /// <param name="version">What dotnet packs.</param>
    /// <param name="variables">What its environment has.</param>
    public Task<(int ExitCode, string Output, string Error)> RunAsync(string version, params (string Name, string Value)[] variables) =>
        RunAsync(
            Script,
            [Out],
            [
                ("PATH", $"{_tools.Path}:{Environment.GetEnvironmentVariable("PATH")}"), ("VERSION", version), ("FAILS", ""),
                ("GITHUB_REF_NAME", ""), ("GITHUB_REF_TYPE", ""), .. variables,
            ]);

    /// <summary>The names of what is in the folder.</summary>
    public IEnumerable<string> Files() => Directory.EnumerateFileSystemEntries(Out).Select(file => Path.GetFileName(file));

    /// <summary>What dotnet was called with.</summary>
    public Task<string[]> CallsAsync() => File.ReadAllLinesAsync(Path.Combine(_tools.Path, "calls"), Cancel);

    private string Script => Path.Combine(Source, ".ci", "release");

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string program, string[] args, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!; // null only with UseShellExecute
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await output, await error);
    }
}
