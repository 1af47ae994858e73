using Scim.Benchmarks.Driving;
using Scim.Benchmarks.Hosting;
using static System.FormattableString;

namespace Scim.Benchmarks.Load;

/// <summary>The service beside the bare endpoint, run after run in turn, on a machine that hosts and load share.</summary>
internal static class LoadMode
{
    private const int Users = 10_000;

    public static async Task RunAsync(LoadPlan plan)
    {
        await using var bare = await HostProcess.StartAsync("bare");
        await using var scim = await HostProcess.StartAsync("scim");
        await WarmUpAsync(bare, scim);
        foreach (var count in plan.Connections)
        {
            System.Console.WriteLine(Invariant(
                $"## {count} connections, {Users:N0} users, median of {plan.Runs} runs of {plan.Time.TotalSeconds:N1} s\n"));
            var rows = new List<object[]>();
            foreach (var measure in plan.Measures)
                rows.Add(await MeasureAsync(bare, scim, measure, count, plan));
            System.Console.WriteLine(MarkdownTable.Of(
                [
                    "operation", "bare/s", "scim/s", "ratio", "p50 ms", "p99 ms", "bare CPU µs", "CPU µs", "storage requests",
                    "KB allocated", "MiB",
                ],
                rows));
        }
    }

    private static async Task<object[]> MeasureAsync(
        HostProcess bare, HostProcess scim, Func<LoadOperations, LoadOperation> measure, int connections, LoadPlan plan)
    {
        var (ofBare, ofScim, name) = (new List<Measured>(), new List<Measured>(), "");
        for (var run = 0; run < plan.Runs; run++)
        {
            var operations = new LoadOperations(await scim.AddTenantAsync(Users), Users);
            var operation = measure(operations);
            name = operation.Name;
            ofBare.Add(await Driving.Load.RunAsync(bare, operations.BareOf(operation), connections, plan.Time));
            ofScim.Add(await Driving.Load.RunAsync(scim, operation, connections, plan.Time));
        }
        var ratio = RunStatistics.Median(ofScim.Zip(ofBare, (ours, theirs) => ours.PerSecond / theirs.PerSecond));
        var (b, s) = (Measured.Median(ofBare), Measured.Median(ofScim));
        return
        [
            name, b.PerSecond, s.PerSecond, ratio, s.P50, s.P99, b.CpuMicroseconds, s.CpuMicroseconds, s.StorageRequests,
            s.AllocatedBytes / 1024, s.WorkingSetBytes / 1024.0 / 1024,
        ];
    }

    /// <summary>Until everything is compiled as it stays: a second of the only operation that is measured is not enough for that.</summary>
    private static async Task WarmUpAsync(HostProcess bare, HostProcess scim)
    {
        var operations = new LoadOperations(await scim.AddTenantAsync(Users), Users);
        for (var round = 0; round < 2; round++)
        {
            foreach (var measure in LoadOperations.Measures)
            {
                await Driving.Load.RunAsync(bare, operations.BareOf(measure(operations)), 16, TimeSpan.FromSeconds(0.7));
                operations = new LoadOperations(await scim.AddTenantAsync(Users), Users);
                await Driving.Load.RunAsync(scim, measure(operations), 16, TimeSpan.FromSeconds(1));
            }
        }
    }
}
