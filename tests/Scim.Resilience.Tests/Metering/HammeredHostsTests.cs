using Scim.Testing;
using Scim.Testing.Faults;

namespace Scim.Resilience.Tests.Metering;

/// <summary>Hosts of one storage under far more requests than their caller may send.</summary>
public sealed class HammeredHostsTests
{
    private const int Rate = 10;
    private const int Burst = 10;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(LongTests.Wanted ? 30 : 10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_together_grant_what_the_bucket_gives_for_few_storage_requests()
    {
        var azurite = await AzuriteInstance.GetProcessAsync();
        var tables = AzuriteInstance.NewTablePrefix();
        var proxies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StorageProxy.StartAsync(azurite)));
        var hosts = new List<LocalHostProcess>();
        var clients = new List<ScimClient>();
        try
        {
            hosts.AddRange(await Task.WhenAll(proxies.Select(proxy => LocalHosts.StartAsync(
                tables,
                new()
                {
                    ["TableStorage:ConnectionString"] = proxy.ConnectionString,
                    ["Demo:RequestsPerSecond"] = $"{Rate}",
                    ["Demo:Burst"] = $"{Burst}",
                },
                Cancel))));
            clients.Add(await LocalHosts.SignInAsync(hosts[0], Cancel));
            clients.AddRange(hosts.Skip(1).Select(host => clients[0].At(host.ScimBase)));
            var before = Metering(proxies);

            var count = await Hammer.RunAsync(clients, Duration, Cancel);

            var requests = Metering(proxies) - before;
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{count}, {requests} requests for metering, at most {count.Given(Rate, Burst)}");
            Assert.InRange(count.Granted, 0.95 * count.GivenAtLeast(Rate, Burst), count.Given(Rate, Burst));
            // How often hosts meet at one token is the machine's too. MeteringCostTests holds it at 2, by a clock that waits for them.
            Assert.InRange(requests, count.Granted / Burst, 4 * count.Granted);
            Assert.True(count.Denied > count.Granted);
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
            foreach (var host in hosts) await host.DisposeAsync();
            foreach (var proxy in proxies) await proxy.DisposeAsync();
        }
    }

    private static int Metering(IEnumerable<StorageProxy> proxies) =>
        proxies.Sum(proxy => proxy.Requests.Count(request => request.Contains("TokenBuckets", StringComparison.Ordinal)));
}
