using System.Diagnostics;
using Scim.Benchmarks.Hosting;

namespace Scim.Benchmarks.Driving;

/// <summary>Requests of one kind.</summary>
/// <param name="Name">What they do.</param>
/// <param name="Status">The status that they are answered with.</param>
/// <param name="Next">Makes the request of a number, which is another one each time.</param>
/// <param name="Times">How often it can be sent, by the numbers from 0; null for without end.</param>
internal sealed record LoadOperation(string Name, int Status, Func<int, byte[]> Next, int? Times = null);

/// <summary>Drives a host closed-loop: each connection sends its next request when the last was answered.</summary>
internal static class Load
{
    /// <summary>Drives a host for a time, or until there is nothing left to send.</summary>
    public static async Task<Measured> RunAsync(HostProcess host, LoadOperation operation, int connections, TimeSpan time)
    {
        var before = await host.StateAsync();
        using var start = new Barrier(connections);
        var latencies = new List<long>[connections];
        var times = new TimeSpan[connections];
        var sent = -1;
        var threads = Enumerable.Range(0, connections).Select(place => new Thread(() =>
        {
            var own = place * 1_000_003;
            Func<int> next = operation.Times is null ? () => own++ : () => Interlocked.Increment(ref sent);
            (latencies[place], times[place]) = Drive(host.Address, operation, next, start, time);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        var after = await host.StateAsync();
        return Measured.Of([.. latencies.SelectMany(all => all)], times.Max(), before, after);
    }

    private static (List<long> Latencies, TimeSpan Time) Drive(
        Uri address, LoadOperation operation, Func<int> next, Barrier start, TimeSpan time)
    {
        var latencies = new List<long>(100_000);
        using var connection = new Connection(address);
        start.SignalAndWait();
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < time && next() is var number && !(number >= operation.Times))
        {
            var request = operation.Next(number);
            var sent = Stopwatch.GetTimestamp();
            var status = connection.Send(request);
            var answered = Stopwatch.GetTimestamp();
            if (status != operation.Status)
                throw new InvalidOperationException($"{operation.Name} was answered with {status}.");
            latencies.Add(answered - sent);
        }
        return (latencies, Stopwatch.GetElapsedTime(begun));
    }
}
