using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Scim.Benchmarks.Hosting;

/// <summary>What a host has used so far.</summary>
/// <param name="CpuMilliseconds">CPU of its process.</param>
/// <param name="StorageRequests">Requests to storage.</param>
/// <param name="AllocatedBytes">Bytes allocated.</param>
/// <param name="WorkingSetBytes">Memory of its process now.</param>
/// <param name="HeapBytes">Its managed heap now, after a collection if one was asked for.</param>
internal sealed record HostState(
    double CpuMilliseconds, long StorageRequests, long AllocatedBytes, long WorkingSetBytes, long HeapBytes)
{
    public static HostState Now(StorageCost cost, bool collected)
    {
        if (collected)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return new HostState(
            process.TotalProcessorTime.TotalMilliseconds, cost.Requests, GC.GetTotalAllocatedBytes(), process.WorkingSet64,
            GC.GetTotalMemory(forceFullCollection: false));
    }
}

/// <summary>A new account with its token.</summary>
/// <param name="Token">The token.</param>
internal sealed record BenchmarkTenant(string Token);

[JsonSerializable(typeof(HostState))]
[JsonSerializable(typeof(BenchmarkTenant))]
internal sealed partial class ControlJson : JsonSerializerContext;
