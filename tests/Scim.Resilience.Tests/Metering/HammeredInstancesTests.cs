using Microsoft.Extensions.Logging;
using Scim.Provisioning.Metering;
using Scim.Testing;

namespace Scim.Resilience.Tests.Metering;

/// <summary>Instances in this process under far more requests than their caller may send.</summary>
public sealed class HammeredInstancesTests
{
    private const int Rate = 10;
    private const int Burst = 10;

    // Two of the credential and one of the account's row, each time that they are read anew: at first, and after 25 s.
    private const int ReadsOfTheCaller = 6;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(LongTests.Wanted ? 30 : 5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_alone_denies_without_a_storage_request()
    {
        var (count, requests, all) = await HammerAsync(TimeSpan.Zero);

        Assert.InRange(count.Granted, 0.9 * count.GivenAtLeast(Rate, Burst), count.Given(Rate, Burst));
        Assert.InRange(requests, count.Granted / Burst, count.Granted + 1);
        Assert.InRange(all - requests, count.Granted, count.Granted + ReadsOfTheCaller);
        Assert.True(count.Denied > count.Granted);
    }

    [Fact]
    public async Task Three_with_clocks_up_to_four_seconds_apart_grant_at_most_four_seconds_more()
    {
        var (count, _, _) = await HammerAsync(TimeSpan.FromSeconds(-2), TimeSpan.Zero, TimeSpan.FromSeconds(2));

        Assert.InRange(count.Granted, 0.9 * count.GivenAtLeast(Rate, Burst), count.Given(Rate, Burst) + (4 * Rate));
    }

    private static async Task<(HammerCount Count, int Metering, int All)> HammerAsync(params TimeSpan[] shifts)
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

            instances.ForEach(instance => instance.Faults.Forget());
            var count = await Hammer.RunAsync(clients, Duration, Cancel);

            var requests = instances.Sum(instance => instance.Faults.OfMetering);
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{count}, {requests} requests for metering, at most {count.Given(Rate, Burst)}");
            return (count, requests, instances.Sum(instance => instance.Faults.Requests.Count));
        }
        finally
        {
            // An answer that is neither a grant nor a denial fails the test; what was logged says why.
            foreach (var line in instances.SelectMany(instance => instance.Log.Lines).Take(10))
                TestContext.Current.TestOutputHelper?.WriteLine(line);
            clients.ForEach(client => client.Dispose());
            foreach (var instance in instances) await instance.DisposeAsync();
        }
    }
}
