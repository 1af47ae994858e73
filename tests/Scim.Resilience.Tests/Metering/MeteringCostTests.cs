using System.Net;
using Scim.Provisioning.Metering;
using Scim.Testing;

namespace Scim.Resilience.Tests.Metering;

/// <summary>How many storage requests the metering of a client costs that keeps to its rate, and of one that does not.</summary>
public sealed class MeteringCostTests : IAsyncDisposable
{
    // Its answer is the same in every account, and made without storage.
    private const string Path = "/ServiceProviderConfig";

    private static readonly RateLimit Gallery = new(25, 50);

    private readonly SteppedClock _time = new();
    private readonly List<ServiceInstance> _hosts = [];
    private readonly List<ScimClient> _clients = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        foreach (var host in _hosts) await host.DisposeAsync();
    }

    [Fact]
    public async Task At_25_a_second_it_is_less_than_a_third_of_a_request() =>
        Assert.InRange(await CostAsync(hosts: 1, Gallery, seconds: 60), 0.1, 0.3);

    // A host takes a quarter of its own half of the rate ahead, and reads first what the other has written since.
    [Fact]
    public async Task At_25_a_second_through_two_hosts_in_turn_it_is_less_than_a_request() =>
        Assert.InRange(await CostAsync(hosts: 2, Gallery, seconds: 60), 0.1, 0.9);

    [Fact]
    public async Task At_4_a_second_through_one_host_it_is_less_than_a_request() =>
        Assert.InRange(await CostAsync(hosts: 1, RateLimit.Default, seconds: 60), 0.25, 0.8);

    [Fact]
    public async Task A_burst_of_4_to_two_hosts_after_a_pause_is_granted_whole_a_hundred_times()
    {
        await StartAsync(hosts: 2, RateLimit.Default);

        for (var burst = 1; burst <= 100; burst++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            var statuses = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => AskAsync(_clients[number % 2])));
            Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
        }
    }

    [Fact]
    public async Task Three_hosts_hammered_for_30_seconds_grant_what_the_bucket_gives_for_at_most_two_requests_each()
    {
        const int seconds = 30;
        var limit = new RateLimit(10, 10);
        var step = TimeSpan.FromMilliseconds(10);
        await StartAsync(hosts: 3, limit);

        var granted = 0;
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromSeconds(seconds); passed += step)
        {
            var statuses = await Task.WhenAll(_clients.Select(AskAsync));
            granted += statuses.Count(status => status == HttpStatusCode.OK);
            _time.Advance(step);
        }

        var given = limit.Burst + (limit.PerSecond * seconds);
        TestContext.Current.TestOutputHelper?.WriteLine($"{granted} granted of {given} for {OfMetering} requests");
        Assert.InRange(granted, 0.95 * given, given + limit.PerSecond);
        Assert.InRange(OfMetering, granted / limit.Burst, 2 * granted);
    }

    private int OfMetering => _hosts.Sum(host => host.Faults.OfMetering);

    /// <summary>Storage requests for metering per request of a client that keeps to its rate, and is never denied.</summary>
    private async Task<double> CostAsync(int hosts, RateLimit limit, int seconds)
    {
        await StartAsync(hosts, limit);
        var requests = (int)(limit.PerSecond * seconds);
        for (var request = 0; request < requests; request++)
        {
            Assert.Equal(HttpStatusCode.OK, await AskAsync(_clients[request % hosts]));
            _time.Advance(TimeSpan.FromSeconds(1) / limit.PerSecond);
        }
        var cost = (double)OfMetering / requests;
        TestContext.Current.TestOutputHelper?.WriteLine($"{cost:0.000} storage requests for metering per request");
        return cost;
    }

    private async Task StartAsync(int hosts, RateLimit limit)
    {
        var tables = AzuriteInstance.NewTablePrefix();
        for (var host = 0; host < hosts; host++)
            _hosts.Add(await ServiceInstance.StartAsync(tables, _time));
        var tenant = await _hosts[0].AddTenantAsync("acme", limit: limit);
        _clients.AddRange(_hosts.Select(host => host.ClientOf(tenant)));
        _hosts.ForEach(host => host.Faults.Forget());
    }

    private static async Task<HttpStatusCode> AskAsync(ScimClient client)
    {
        var status = (await client.GetAsync(Path, Cancel)).Status;
        Assert.True(status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, status.ToString());
        return status;
    }
}
