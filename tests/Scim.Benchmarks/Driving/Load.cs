using System.Diagnostics;
using Scim.Benchmarks.Hosting;

namespace Scim.Benchmarks.Driving;

/// <summary>Requests of one kind.</summary>
/// <param name="Name">What they do.</param>
/// <param name="Status">The status that they are answered with.</param>
/// <param name="Next">Makes the request of a number, which is another one each time.</param>
internal sealed record LoadOperation(string Name, int Status, Func<int, byte[]> Next);

/// <summary>Drives a host closed-loop: each connection sends its next request when the last was answered.</summary>
internal static class Load
{
    /// <summary>Drives a host for a time.</summary>
    public static async Task<Measured> RunAsync(HostProcess host, LoadOperation operation, int connections, TimeSpan time)
    {
        var before = await host.StateAsync();
        using var start = new Barrier(connections);
        var latencies = new List<long>[connections];
        var threads = Enumerable.Range(0, connections).Select(number => new Thread(() =>
            latencies[number] = Drive(host.Address, operation, number * 1_000_003, start, time))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        var after = await host.StateAsync();
        return Measured.Of([.. latencies.SelectMany(all => all)], time, before, after);
    }

    private static List<long> Drive(Uri address, LoadOperation operation, int first, Barrier start, TimeSpan time)
    {
        var latencies = new List<long>(100_000);
        using var connection = new Connection(address);
        start.SignalAndWait();
        var begun = Stopwatch.GetTimestamp();
        for (var number = first; ; number++)
        {
            var request = operation.Next(number);
            var sent = Stopwatch.GetTimestamp();
            var status = connection.Send(request);
            var answered = Stopwatch.GetTimestamp();
            if (status != operation.Status)
                throw new InvalidOperationException($"{operation.Name} was answered with {status}.");
            latencies.Add(answered - sent);
            if (Stopwatch.GetElapsedTime(begun, answered) >= time)
                return latencies;
        }
    }
}
