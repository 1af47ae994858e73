using Microsoft.Extensions.Logging;
using Scim.Provisioning.Metering;
using Scim.Testing;

namespace Scim.Resilience.Tests.Metering;

/// <summary>Instances in this process under far more requests than their caller may send.</summary>
public sealed class HammeredInstancesTests
{
    private const int Rate = 10;
    private const int Burst = 10;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(LongTests.Wanted ? 30 : 5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_alone_denies_without_a_storage_request()
    {
        var (count, requests) = await HammerAsync(TimeSpan.Zero);

        Assert.InRange(count.Granted, 0.9 * count.Given(Rate, Burst), count.Given(Rate, Burst));
        Assert.InRange(requests, count.Granted / Burst, count.Granted + 1);
        Assert.True(count.Denied > count.Granted);
    }

    [Fact]
    public async Task Three_with_clocks_up_to_four_seconds_apart_grant_at_most_four_seconds_more()
    {
        var (count, _) = await HammerAsync(TimeSpan.FromSeconds(-2), TimeSpan.Zero, TimeSpan.FromSeconds(2));

        Assert.InRange(count.Granted, 0.9 * count.Given(Rate, Burst), count.Given(Rate, Burst) + (4 * Rate));
    }

    private static async Task<(HammerCount Count, int Requests)> HammerAsync(params TimeSpan[] shifts)
    {
        var tables = AzuriteInstance.NewTablePrefix();
        var instances = new List<ServiceInstance>();
        var clients = new List<ScimClient>();
        try
        {
            foreach (var shift in shifts)
                instances.Add(await ServiceInstance.StartAsync(tables, new ShiftedClock(shift), logLevel: LogLevel.Error));
            var tenant = await instances[0].AddTenantAsync("hammered", limit: new RateLimit(Rate, Burst));
            clients.AddRange(instances.Select(instance => instance.ClientOf(tenant)));

            var count = await Hammer.RunAsync(clients, Duration, Cancel);

            var requests = instances.Sum(instance => instance.Faults.Requests.Count(
                request => request.Contains("TokenBuckets", StringComparison.Ordinal)));
            TestContext.Current.TestOutputHelper?.WriteLine($"{count}, {requests} requests for metering, at most {count.Given(Rate, Burst)}");
            return (count, requests);
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
            foreach (var instance in instances) await instance.DisposeAsync();
        }
    }
}
