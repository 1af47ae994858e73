using System.Diagnostics;
using Scim.Benchmarks.Hosting;

namespace Scim.Benchmarks.Driving;

/// <summary>What a run of a load measured.</summary>
/// <param name="PerSecond">Requests per second.</param>
/// <param name="P50">The median latency in ms.</param>
/// <param name="P99">The latency in ms that 99 of 100 requests do not exceed.</param>
/// <param name="CpuMicroseconds">CPU of the host per request, in µs.</param>
/// <param name="StorageRequests">Storage requests per request.</param>
/// <param name="AllocatedBytes">Bytes allocated per request.</param>
/// <param name="WorkingSetBytes">Memory of the host at the end.</param>
internal sealed record Measured(
    double PerSecond, double P50, double P99, double CpuMicroseconds, double StorageRequests, double AllocatedBytes, long WorkingSetBytes)
{
    public static Measured Of(long[] latencies, TimeSpan time, HostState before, HostState after)
    {
        Array.Sort(latencies);
        double Latency(double share) => latencies[(int)((latencies.Length - 1) * share)] * 1_000.0 / Stopwatch.Frequency;
        return new Measured(
            latencies.Length / time.TotalSeconds,
            Latency(0.5),
            Latency(0.99),
            (after.CpuMilliseconds - before.CpuMilliseconds) * 1_000 / latencies.Length,
            (double)(after.StorageRequests - before.StorageRequests) / latencies.Length,
            (double)(after.AllocatedBytes - before.AllocatedBytes) / latencies.Length,
            after.WorkingSetBytes);
    }

    /// <summary>The runs as one: the median of each measure.</summary>
    public static Measured Median(IReadOnlyCollection<Measured> runs)
    {
        double Of(Func<Measured, double> measure) => RunStatistics.Median(runs.Select(measure));
        return new Measured(
            Of(run => run.PerSecond), Of(run => run.P50), Of(run => run.P99), Of(run => run.CpuMicroseconds),
            Of(run => run.StorageRequests), Of(run => run.AllocatedBytes), (long)Of(run => run.WorkingSetBytes));
    }
}

/// <summary>What the numbers of several runs say.</summary>
internal static class RunStatistics
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
