using System.Diagnostics;
using Scim.Testing;

namespace Scim.Cli.Tests.Docs;

/// <summary>The README's operator commands, run by a shell as they stand there.</summary>
public sealed class OperationsTests
{
    private const string FromSource = "dotnet run --project src/Scim.Cli --";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_succeed_one_after_another()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The lines are for a POSIX shell.");
        var script = string.Join('\n', MarkdownSection.Read("README.md", "Operations").Blocks("sh"));
        Assert.Contains(FromSource, script, StringComparison.Ordinal);

        // What was built beside this test stands for what dotnet run would build.
        var built = $"dotnet \"{Cli.BuiltTool}\"";
        var (exitCode, output, error) = await RunAsync($"set -e\n{script.Replace(FromSource, built, StringComparison.Ordinal)}");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches("licences owned +300", output);
        Assert.DoesNotContain('\u001b', output);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string script)
    {
        var start = new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TableStorage__ConnectionString"] = (await AzuriteInstance.GetProcessAsync()).ConnectionString;
        start.Environment["TableStorage__TablePrefix"] = AzuriteInstance.NewTablePrefix();
        using var shell = Process.Start(start)!; // null only with UseShellExecute
        var output = shell.StandardOutput.ReadToEndAsync(Cancel);
        var error = shell.StandardError.ReadToEndAsync(Cancel);
        await shell.WaitForExitAsync(Cancel);
        return (shell.ExitCode, await output, await error);
    }
}
