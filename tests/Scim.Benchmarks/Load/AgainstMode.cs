using Scim.Benchmarks.Driving;
using Scim.Benchmarks.Hosting;
using static System.FormattableString;

namespace Scim.Benchmarks.Load;

/// <summary>
/// This build and another one in turn, over storage in memory, by the same client: what a change of the code does to the speed. A run of
/// one follows a run of the other at once, which of them is first changes, and the ratio is the median of the pairs', so that a machine
/// that is slow for a while is slow for both.
/// </summary>
internal static class AgainstMode
{
    private const int Users = 10_000;
    private const int WarmUps = 3;

    /// <param name="other">The path of the other build's Scim.Benchmarks.dll.</param>
    /// <param name="plan">What is measured: pairs of runs of each operation.</param>
    public static async Task RunAsync(string other, LoadPlan plan)
    {
        await using var before = await HostProcess.StartOtherAsync(other);
        await using var now = await HostProcess.StartAsync("scim");
        for (var round = 0; round < WarmUps; round++)
        {
            foreach (var measure in LoadOperations.Measures)
            {
                await MeasureAsync(before, measure, 16, TimeSpan.FromSeconds(0.7));
                await MeasureAsync(now, measure, 16, TimeSpan.FromSeconds(0.7));
            }
        }
        foreach (var count in plan.Connections)
        {
            System.Console.WriteLine(Invariant(
                $"## {count} connections, {Users:N0} users, {plan.Runs} pairs of runs of {plan.Time.TotalSeconds:N1} s\n"));
            var rows = new List<object[]>();
            foreach (var measure in plan.Measures)
                rows.Add(await CompareAsync(before, now, measure, count, plan));
            System.Console.WriteLine(MarkdownTable.Of(
                [
                    "operation", "other/s", "this/s", "ratio", "quartiles", "other p50 ms", "p50 ms", "other p99 ms", "p99 ms",
                    "other CPU µs", "CPU µs", "other KB", "KB allocated",
                ],
                rows));
        }
    }

    private static async Task<object[]> CompareAsync(
        HostProcess before, HostProcess now, Func<LoadOperations, LoadOperation> measure, int connections, LoadPlan plan)
    {
        var (ofBefore, ofNow) = (new List<Measured>(), new List<Measured>());
        for (var run = 0; run < plan.Runs; run++)
        {
            if (run % 2 == 0)
                ofBefore.Add(await MeasureAsync(before, measure, connections, plan.Time));
            ofNow.Add(await MeasureAsync(now, measure, connections, plan.Time));
            if (run % 2 != 0)
                ofBefore.Add(await MeasureAsync(before, measure, connections, plan.Time));
        }
        var ratios = ofNow.Zip(ofBefore, (ours, theirs) => ours.PerSecond / theirs.PerSecond).Order().ToList();
        var (b, n) = (Measured.Median(ofBefore), Measured.Median(ofNow));
        return
        [
            measure(new LoadOperations("", 1)).Name, b.PerSecond, n.PerSecond, RunStatistics.Median(ratios),
            Invariant($"{ratios[ratios.Count / 4]:N2} to {ratios[ratios.Count * 3 / 4]:N2}"), b.P50, n.P50, b.P99, n.P99,
            b.CpuMicroseconds, n.CpuMicroseconds, b.AllocatedBytes / 1024, n.AllocatedBytes / 1024,
        ];
    }

    private static async Task<Measured> MeasureAsync(
        HostProcess host, Func<LoadOperations, LoadOperation> measure, int connections, TimeSpan time) =>
        await Driving.Load.RunAsync(
            host, measure(new LoadOperations(await host.AddTenantAsync(Users), Users)), connections, time);
}
