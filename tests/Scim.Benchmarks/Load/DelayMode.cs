using Scim.Benchmarks.Driving;
using Scim.Benchmarks.Hosting;
using static System.FormattableString;

namespace Scim.Benchmarks.Load;

/// <summary>Latency as it will be in Azure, beside a bare endpoint that waits for the same storage requests.</summary>
internal static class DelayMode
{
    private const int Users = 200;

    private static readonly Func<LoadOperations, LoadOperation>[] Measures =
        [all => all.GetById, all => all.ByUserName, all => all.Post, all => all.Put, all => all.Patch,
         all => all.Delete, all => all.FirstPage];

    public static async Task RunAsync(int runs, TimeSpan time)
    {
        await using var bare = await HostProcess.StartAsync("bare", "delayed");
        await using var scim = await HostProcess.StartAsync("scim", "delayed");
        var (read, write) = (StorageCost.AzureRead.TotalMilliseconds, StorageCost.AzureWrite.TotalMilliseconds);
        System.Console.WriteLine(Invariant($"## 1 connection, storage reads {read} ms, writes {write} ms, ")
            + Invariant($"median of {runs} runs of {time.TotalSeconds:N1} s\n"));
        var rows = new List<object[]>();
        foreach (var measure in Measures)
        {
            var (ofBare, ofScim, name) = (new List<Measured>(), new List<Measured>(), "");
            for (var run = -1; run < runs; run++)
            {
                var operations = new LoadOperations(await scim.AddTenantAsync(Users), Users);
                var operation = measure(operations);
                name = operation.Name;
                await RememberAsync(scim, operations);
                var b = await Driving.Load.RunAsync(bare, operations.BareOf(operation, isDelayed: true), 1, time);
                var s = await Driving.Load.RunAsync(scim, operation, 1, time);
                if (run < 0)
                    continue; // Compiles.
                ofBare.Add(b);
                ofScim.Add(s);
            }
            var (theirs, ours) = (Measured.Median(ofBare), Measured.Median(ofScim));
            rows.Add([name, theirs.P50, ours.P50, ours.P50 - theirs.P50, theirs.P99, ours.P99, ours.StorageRequests]);
        }
        System.Console.WriteLine(
            MarkdownTable.Of(["operation", "bare p50 ms", "p50 ms", "more", "bare p99 ms", "p99 ms", "storage requests"], rows));
    }

    /// <summary>Has the service see every user and every name, as a connector that is at work does.</summary>
    private static async Task RememberAsync(HostProcess scim, LoadOperations operations)
    {
        foreach (var each in new[] { operations.ByUserName, operations.GetById })
            await Driving.Load.RunAsync(scim, each with { Times = Users }, 8, TimeSpan.FromMinutes(1));
    }
}
