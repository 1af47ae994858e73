using Scim.Benchmarks.Driving;
using Scim.Benchmarks.Hosting;
using static System.FormattableString;

namespace Scim.Benchmarks.Load;

/// <summary>
/// An account with many users beside one with few and beside a crowd of such with as many users together, all in one host: request by
/// request in turn, so that they meet the same machine. The few users of one account stay in the processor's cache. Those of the crowd
/// are as cold as those of the large account, so it shows what the size of an account costs.
/// </summary>
internal static class ScaleMode
{
    private const int Few = 100;

    private static readonly Func<LoadOperations, LoadOperation>[] Measures =
    [
        all => all.GetById, all => all.ByUserName, all => all.ByExternalId, all => all.ByEmail, all => all.Patch, all => all.Walk,
        all => all.Post,
    ];

    /// <param name="requests">Requests of each operation in a run.</param>
    /// <param name="runs">Runs, each with a new host.</param>
    /// <param name="many">Users of the large account.</param>
    public static async Task RunAsync(int requests, int runs, int many)
    {
        var results = new List<Run>();
        for (var run = 0; run < runs; run++)
            results.Add(await MeasureAsync(requests, many));

        System.Console.WriteLine(Invariant(
            $"## {many:N0} users, median of {runs} hosts, each with the median of {requests:N0} requests in turn, 1 connection\n"));
        System.Console.WriteLine(MarkdownTable.Of(
            [
                "operation", Invariant($"µs, one account of {Few}"), Invariant($"µs, {many / Few:N0} accounts of {Few}"),
                Invariant($"µs, one of {many:N0}"),
                Invariant($"ratio to one of {Few}"), Invariant($"to {many / Few:N0}"),
            ],
            results[0].Times.Select((first, place) => TimesOf(first.Name, [.. results.Select(result => result.Times[place])]))));
        System.Console.WriteLine(MarkdownTable.Of(
            ["operation", Invariant($"storage requests, {Few}"), Invariant($"{many:N0}")],
            results[0].Requests.Select(of => new object[] { of.Name, of.Few, of.Many })));
    }

    private static object[] TimesOf(string name, List<Costs> times) =>
    [
        name, RunStatistics.Median(times.Select(time => time.Few)), RunStatistics.Median(times.Select(time => time.Crowd)),
        RunStatistics.Median(times.Select(time => time.Many)), Ratio(times.Select(time => time.Many / time.Few)),
        Ratio(times.Select(time => time.Many / time.Crowd)),
    ];

    private static string Ratio(IEnumerable<double> ofRuns)
    {
        var ratios = ofRuns.ToList();
        return Invariant($"{RunStatistics.Median(ratios):N2} ({ratios.Min():N2} to {ratios.Max():N2})");
    }

    private static async Task<Run> MeasureAsync(int requests, int users)
    {
        await using var host = await HostProcess.StartAsync("scim");
        using var few = await Probe.StartAsync(host, Few);
        using var many = await Probe.StartAsync(host, users);
        using var crowd = await Probe.StartAsync(host, Few, users / Few);
        Probe[] probes = [few, crowd, many];
        Alternate(probes, requests); // Compiles.
        foreach (var probe in probes)
            probe.Forget();
        Alternate(probes, requests);

        List<Costs> times =
        [
            .. few.Times.Zip(crowd.Times, many.Times)
                .Select(of => new Costs(of.First.Name, of.First.Microseconds, of.Second.Microseconds, of.Third.Microseconds)),
        ];
        var counts = new List<Costs>();
        foreach (var measure in Measures)
            counts.Add(new Costs(
                measure(new LoadOperations("", Few)).Name, await RequestsAsync(few, measure), 0, await RequestsAsync(many, measure)));
        return new Run(times, counts);
    }

    /// <summary>Which of them is first changes with each request: a later one finds more of the processor awake.</summary>
    private static void Alternate(Probe[] probes, int requests)
    {
        foreach (var measure in Measures)
        {
            var senders = probes.Select(probe => probe.SenderOf(measure)).ToList();
            for (var number = 0; number < requests; number++)
            {
                for (var place = 0; place < senders.Count; place++)
                    senders[(number + place) % senders.Count](number);
            }
        }
    }

    private static async Task<double> RequestsAsync(Probe probe, Func<LoadOperations, LoadOperation> measure)
    {
        const int Requests = 100;
        var send = probe.SenderOf(measure);
        var before = await probe.StorageRequestsAsync();
        for (var number = 0; number < Requests; number++)
            send(number);
        return (double)(await probe.StorageRequestsAsync() - before) / Requests;
    }

    private sealed record Costs(string Name, double Few, double Crowd, double Many);

    private sealed record Run(List<Costs> Times, List<Costs> Requests);
}
