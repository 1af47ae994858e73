using System.Diagnostics;
using Scim.Testing.Functions;
using Scim.Testing.Functions.Protocol;

namespace Scim.Conformance.Tests.Workers;

public sealed class WorkerStartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_worker_that_does_not_start_is_one_line_that_says_why()
    {
        var app = await PublishedApp.EnsureAsync();

        var failure = await Assert.ThrowsAsync<WorkerException>(
            () => FunctionsHost.StartAsync(app, new Dictionary<string, string> { ["TableStorage:Endpoint"] = "nowhere" }, Cancellation));

        Assert.StartsWith("The worker did not start: it ended with exit code ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("TableStorage: Endpoint must be", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task A_worker_ends_with_whoever_started_it()
    {
        var guard = Path.Combine(AppContext.BaseDirectory, "Workers", "guard.sh");
        using var starter = Process.Start(
            new ProcessStartInfo("sh", [guard, "sh", "-c", "echo started; exec tail -f /dev/null"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!; // null only with UseShellExecute
        var worker = await starter.StandardOutput.ReadLineAsync(Cancellation);
        Assert.Equal("started", await starter.StandardOutput.ReadLineAsync(Cancellation));
        Assert.True(Directory.Exists($"/proc/{worker}"));

        starter.StandardInput.Close(); // The system does it when the starter is killed.
        await starter.WaitForExitAsync(Cancellation);

        Assert.Equal(137, starter.ExitCode);
        Assert.False(Directory.Exists($"/proc/{worker}"));
    }
}
