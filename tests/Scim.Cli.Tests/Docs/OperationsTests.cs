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
        var (exitCode, output, error) = await RunAsync(string.Join('\n', MarkdownSection.Read("README.md", "Operations").Blocks("sh")));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches("licences owned +300", output);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public async Task The_first_client_of_the_Functions_app_is_made()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The lines are for a POSIX shell.");
        const string Storage = "export TableStorage__ConnectionString=UseDevelopmentStorage=true\n";
        var script = MarkdownSection.Read("README.md", "Run it").Blocks("sh")[^1];
        Assert.StartsWith(Storage, script, StringComparison.Ordinal);

        var (exitCode, output, error) = await RunAsync(script[Storage.Length..]); // on the Azurite of the tests

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches("(?m)^secret +[^ ]{20,}", output);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string script)
    {
        Assert.Contains(FromSource, script, StringComparison.Ordinal);

        // What was built beside this test stands for what dotnet run would build.
        script = $"set -e\n{script.Replace(FromSource, $"dotnet \"{Cli.BuiltTool}\"", StringComparison.Ordinal)}";
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
