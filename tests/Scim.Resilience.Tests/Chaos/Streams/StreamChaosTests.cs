using Azure.Data.Tables;
using Scim.Resilience.Tests.Chaos.Operations;
using Scim.Resilience.Tests.Chaos.Stored;
using Scim.Testing;

namespace Scim.Resilience.Tests.Chaos.Streams;

/// <summary>The same once more with streams, whose receivers fail a fifth of the time and die.</summary>
public sealed class StreamChaosTests(ITestOutputHelper output)
{
    private const string Account = "demo";
    private const int LeastLife = 150;
    private const int LongestLife = 350;
    private static readonly int Operations = LongTests.Wanted ? 5_000 : 1_000;
    private static readonly TimeSpan TimeToDrain = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task Each_stream_has_for_each_user_the_chain_of_the_audit_trail_in_order() => ChaosRun.FromSeedAsync(output, async seed =>
    {
        var plans = ChaosRun.Plans(seed);
        var prefix = AzuriteInstance.NewTablePrefix();
        var table = StoredAccount.Table((await AzuriteInstance.GetProcessAsync()).ConnectionString, prefix);
        // A poll takes many events.
        List<Moods> moods = [new(seed.Value, percent: 1), new(seed.Value, percent: 10), new(unchecked(seed.Value + 1), percent: 10)];
        await using var receiver = await FickleReceiver.StartAsync(moods[0]);
        var streams = await ChaosStreams.AddAsync(prefix, Account, receiver.Endpoint, Cancel);
        FicklePoller[] pollers = [];
        Workers workers;
        await using (var hosts = await MortalHosts.StartAsync(prefix, plans, Deaths(seed), ChaosStreams.Settings()))
        {
            pollers =
            [
                new FicklePoller($"{streams.PolledWhole}", streams.Token, RootOf, moods[1]),
                new FicklePoller($"{streams.PolledNames}", streams.Token, RootOf, moods[2]),
            ];
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var polling = pollers.Select(poller => poller.RunAsync(stop.Token)).ToList();
            workers = new Workers(seed.Value, hosts.ClientOf);
            await workers.RunAsync(ChaosRun.WorkersAtOnce, Operations, Cancel);
            await hosts.SettleAsync();
            output.WriteLine($"{hosts.Killed} hosts killed");
            moods.ForEach(mood => mood.GetWell());
            await DrainedAsync(table);
            await stop.CancelAsync();
            await Task.WhenAll(polling);

            string RootOf(int number) => hosts.ClientAt(number).ScimBase[..^"/scim/v2".Length];
        }
        await ChaosRun.CheckAsync(output, prefix, Account, workers.Sent, Cancel);
        await CheckAsync(
            table, ("pushed", receiver.Events, true), ("polled", pollers[0].Events, true), ("names", pollers[1].Events, false));
        foreach (var poller in pollers) poller.Dispose();
    });

    private static IEnumerable<int> Deaths(Seed seed)
    {
        var dice = new ChaosDice(seed.Value, 0);
        for (var next = LeastLife; next < Operations; next += LeastLife + dice.Next(LongestLife - LeastLife))
            yield return next;
    }

    private static async Task DrainedAsync(TableClient table)
    {
        var start = TimeProvider.System.GetTimestamp();
        while ((await StoredAccount.RowsAsync(table, Account, Cancel))
            .Any(row => row.RowKey.StartsWith("event:", StringComparison.Ordinal)))
        {
            if (TimeProvider.System.GetElapsedTime(start) > TimeToDrain) Assert.Fail("Events are left.");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancel);
        }
    }

    private async Task CheckAsync(
        TableClient table, params (string Name, ReceivedEvents Received, bool MakesUsers)[] receivers)
    {
        var stored = await StoredAccount.ReadAsync(table, Account, Cancel);
        foreach (var (name, received, _) in receivers)
            output.WriteLine($"{name}: {received.All.Count} events, {received.Repeated} once more");
        List<string> faults = [.. receivers.SelectMany(one => EventsCheck.Faults(one.Name, one.Received, stored, one.MakesUsers))];
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults.Take(30))}");
        Assert.All(receivers, one => Assert.True(one.Received.Repeated > 0, $"{one.Name}: nothing came twice."));
    }
}
