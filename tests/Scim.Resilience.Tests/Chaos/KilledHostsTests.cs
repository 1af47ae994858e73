using Scim.Resilience.Tests.Chaos.Operations;
using Scim.Testing;

namespace Scim.Resilience.Tests.Chaos;

/// <summary>The same with hosts that die in the middle of requests.</summary>
public sealed class KilledHostsTests(ITestOutputHelper output)
{
    private const string Account = "demo";

    /// <summary>Operations from one death to the next: a few seconds.</summary>
    private const int LeastLife = 150;
    private const int LongestLife = 350;

    private static readonly int Operations = LongTests.Wanted ? 5_000 : 2_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task What_was_acknowledged_is_there_and_all_rows_agree_though_hosts_are_killed() => ChaosRun.FromSeedAsync(output, async seed =>
    {
        var plans = ChaosRun.Plans(seed);
        var prefix = AzuriteInstance.NewTablePrefix();
        Workers workers;
        await using (var hosts = await MortalHosts.StartAsync(prefix, plans, Deaths(seed)))
        {
            workers = new Workers(seed.Value, hosts.ClientOf);
            var start = TimeProvider.System.GetTimestamp();
            await workers.RunAsync(ChaosRun.WorkersAtOnce, Operations, Cancel);
            output.WriteLine(ChaosStatistics.Of(workers.Sent, plans, TimeProvider.System.GetElapsedTime(start)));
            await hosts.SettleAsync();
            output.WriteLine($"{hosts.Killed} hosts killed");
            Assert.True(hosts.Killed >= Operations / LongestLife, $"Only {hosts.Killed} hosts were killed.");
        }
        await ChaosRun.CheckAsync(output, prefix, Account, workers.Sent, Cancel);
    });

    private static IEnumerable<int> Deaths(Seed seed)
    {
        var dice = new ChaosDice(seed.Value, 0);
        for (var next = LeastLife; next < Operations; next += LeastLife + dice.Next(LongestLife - LeastLife))
            yield return next;
    }
}
