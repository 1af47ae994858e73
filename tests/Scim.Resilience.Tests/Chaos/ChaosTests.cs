using Scim.Resilience.Tests.Chaos.Operations;
using Scim.Testing;

namespace Scim.Resilience.Tests.Chaos;

/// <summary>Workers, hosts and faults at once: what was acknowledged is there, and everything in storage agrees.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const string Account = "chaos";
    private static readonly int Operations = LongTests.Wanted ? 5_000 : 3_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task What_was_acknowledged_is_there_and_all_rows_agree_though_storage_fails() => ChaosRun.FromSeedAsync(output, async seed =>
    {
        var plans = ChaosRun.Plans(seed);
        var prefix = AzuriteInstance.NewTablePrefix();
        var hosts = new List<ServiceInstance>();
        Workers workers;
        try
        {
            foreach (var plan in plans)
                hosts.Add(await ServiceInstance.StartAsync(prefix, plan: plan));
            var tenant = await hosts[0].AddTenantAsync(Account, ChaosRun.Licences);
            var clients = hosts.ConvertAll(host => host.ClientOf(tenant));
            workers = new Workers(seed.Value, number => clients[number % clients.Count]);

            var start = TimeProvider.System.GetTimestamp();
            await workers.RunAsync(ChaosRun.WorkersAtOnce, Operations, Cancel);
            output.WriteLine(ChaosStatistics.Of(workers.Sent, plans, TimeProvider.System.GetElapsedTime(start)));
            clients.ForEach(client => client.Dispose());
        }
        finally
        {
            foreach (var host in hosts)
                await host.DisposeAsync();
        }
        await ChaosRun.CheckAsync(output, prefix, Account, workers.Sent, Cancel);
    });
}
