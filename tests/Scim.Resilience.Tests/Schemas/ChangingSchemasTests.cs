using Scim.Resilience.Tests.Chaos;
using Scim.Resilience.Tests.Chaos.Operations;

namespace Scim.Resilience.Tests.Schemas;

/// <summary>
/// Schemas are added, extended and removed while three hosts write whose clocks differ by 2 s, one of them with settings as old as they
/// may be: nothing fails, nothing that was told is lost, and nothing is shown that no schema has.
/// </summary>
public sealed class ChangingSchemasTests(ITestOutputHelper output)
{
    private const int MostTold = 50;
    private static readonly int Changes = LongTests.Wanted ? 80 : 6;
    private static readonly TimeSpan Settings = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task What_was_told_is_there_when_its_schema_is_though_schemas_change_under_writing_hosts() =>
        ChaosRun.FromSeedAsync(output, async seed =>
        {
            var dice = new ChaosDice(seed.Value, 0);
            await using var hosts = await SchemaHosts.StartAsync(Shifts(dice));
            var traffic = new SchemaTraffic(hosts, seed.Value, Cancel);
            await traffic.RoundAsync(still: null, hosts.Time);
            var isSoon = false;
            for (var change = 0; change < Changes && traffic.Faults.Count == 0; change++)
            {
                var still = dice.Next(SchemaHosts.Count);
                if (!isSoon)
                    await AgeAsync(hosts, traffic, still, hosts.Time + Settings);
                var next = hosts.Last.Next(dice);
                output.WriteLine($"{hosts.Time.TotalSeconds:F1} s: {next}; settings of host {still} are old");
                var end = await hosts.ChangeAsync(next, Cancel);
                isSoon = dice.Chance(50);
                await RunAsync(hosts, traffic, still, end, isSoon, isCrossed: !isSoon && dice.Chance(50));
            }
            output.WriteLine($"{traffic.Sent} requests");
            Assert.True(traffic.Faults.Count == 0, $"{traffic.Faults.Count} faults:\n{string.Join('\n', traffic.Faults.Take(MostTold))}");
        });

    /// <summary>One is as far ahead as may be, one as far behind, and the operator anywhere.</summary>
    private static TimeSpan[] Shifts(ChaosDice dice)
    {
        TimeSpan[] shifts = [TimeSpan.Zero, SchemaHosts.Difference / 2, SchemaHosts.Difference];
        var first = dice.Next(SchemaHosts.Count);
        return
        [
            .. Enumerable.Range(0, SchemaHosts.Count).Select(host => shifts[(first + host) % SchemaHosts.Count]),
            SchemaHosts.Difference * dice.Next(5) / 4,
        ];
    }

    /// <summary>Lets every host read its settings at a time.</summary>
    private static async Task AgeAsync(SchemaHosts hosts, SchemaTraffic traffic, int still, TimeSpan time)
    {
        hosts.MoveTo(time);
        hosts.Settle();
        await traffic.RoundAsync(still, time);
        await traffic.CheckAsync();
    }

    /// <summary>Sends requests from a change of the schemas until every host goes by it.</summary>
    /// <param name="hosts">The hosts.</param>
    /// <param name="traffic">The requests.</param>
    /// <param name="still">The host whose settings are to be old.</param>
    /// <param name="end">When the last host goes by it.</param>
    /// <param name="isSoon">Whether the next change may be made before that, as soon as the operator's clock allows.</param>
    /// <param name="isCrossed">Whether all clocks pass the time of the change while requests are under way.</param>
    private static async Task RunAsync(
        SchemaHosts hosts, SchemaTraffic traffic, int still, TimeSpan end, bool isSoon, bool isCrossed)
    {
        var (start, first) = (hosts.Time, end - SchemaHosts.Difference);
        await AgeAsync(hosts, traffic, still, start + Moment);
        await AgeAsync(hosts, traffic, still, start + Settings - Moment);
        // Its settings are read now and are old again when the change takes effect.
        await AgeAsync(hosts, traffic, still, first - Settings + Moment);
        await AgeAsync(hosts, traffic, still, first - Moment);
        if (isCrossed)
        {
            await traffic.RoundAsync(still, end);
            await traffic.CheckAsync();
            return;
        }
        foreach (var moment in (TimeSpan[])[first, first + Moment, end - Moment])
        {
            await AgeAsync(hosts, traffic, still, moment);
            if (isSoon && hosts.NextChange <= hosts.Time)
                return;
        }
        await AgeAsync(hosts, traffic, still, end);
        await AgeAsync(hosts, traffic, still, end + Moment);
    }
}
