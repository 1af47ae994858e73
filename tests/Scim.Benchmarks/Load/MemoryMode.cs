using Scim.Benchmarks.Driving;
using Scim.Benchmarks.Hosting;
using Scim.LocalHost.Azurite;
using static System.FormattableString;

namespace Scim.Benchmarks.Load;

/// <summary>What a filter that no index answers leaves in memory while it reads many users.</summary>
internal static class MemoryMode
{
    private const double MiB = 1024 * 1024;

    /// <summary>Over storage in memory, all of which counts before the scan.</summary>
    /// <param name="users">How many users there are.</param>
    public static async Task RunAsync(int users)
    {
        await using var scim = await HostProcess.StartAsync("scim", HostProcess.WorkstationMemory);
        await RunAsync(scim, users);
    }

    /// <summary>Over an Azurite of its own.</summary>
    /// <param name="users">How many users there are.</param>
    public static async Task OverAzuriteAsync(int users)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);
        await using var scim = await HostProcess.StartAsync("scim", HostProcess.WorkstationMemory, HostRun.Over(azurite.ConnectionString));
        await RunAsync(scim, users);
    }

    private static async Task RunAsync(HostProcess scim, int users)
    {
        using var probe = await Probe.StartAsync(scim, users);
        probe.SenderOf(all => all.GetById)(0);
        await scim.StateAsync(collect: true);
        var before = await scim.StateAsync(collect: true);
        probe.Forget();
        var scan = Task.Run(() => probe.SenderOf(all => all.Scan)(0));
        var most = before;
        while (!scan.IsCompleted)
        {
            var now = await scim.StateAsync();
            most = now.WorkingSetBytes > most.WorkingSetBytes ? now : most;
        }
        await scan;
        var time = probe.Times.Single().Microseconds;
        System.Console.WriteLine(Invariant($"## A scan of {users:N0} users in {time / 1_000:N0} ms\n"));
        System.Console.WriteLine(MarkdownTable.Of(
            ["", "before", "at most", "growth"],
            [
                [
                    "memory of the process, MiB",
                    before.WorkingSetBytes / MiB,
                    most.WorkingSetBytes / MiB,
                    (most.WorkingSetBytes - before.WorkingSetBytes) / MiB,
                ],
                [
                    "managed heap at that moment, MiB",
                    before.HeapBytes / MiB,
                    most.HeapBytes / MiB,
                    (most.HeapBytes - before.HeapBytes) / MiB,
                ],
            ]));
    }
}
