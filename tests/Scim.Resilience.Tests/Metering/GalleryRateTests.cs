using System.Net;
using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Metering;
using Scim.Testing;

namespace Scim.Resilience.Tests.Metering;

/// <summary>The rate that Entra's gallery asks for, 25 requests a second with a burst of 50, through two hosts in turn.</summary>
public sealed class GalleryRateTests : IAsyncLifetime
{
    private static readonly RateLimit Limit = new(25, 50);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private ServiceInstance _first = null!;
    private ServiceInstance _second = null!;
    private Tenant _tenant = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var tables = AzuriteInstance.NewTablePrefix();
        _first = await ServiceInstance.StartAsync(tables, _time);
        _second = await ServiceInstance.StartAsync(tables, _time);
        _tenant = await _first.AddTenantAsync("acme", limit: Limit);
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    [Fact]
    public async Task Who_sends_25_a_second_for_a_minute_is_never_denied() =>
        Assert.Equal(0, await DeniedAsync(perSecond: 25, seconds: 60));

    [Fact]
    public async Task Who_sends_40_a_second_is_denied_what_is_over()
    {
        const int seconds = 10;
        const int sent = 40 * seconds;
        var most = Limit.Burst + (Limit.PerSecond * seconds);

        Assert.InRange(sent - await DeniedAsync(perSecond: 40, seconds), most - 1, most + 1);
    }

    private async Task<int> DeniedAsync(int perSecond, int seconds)
    {
        ScimClient[] hosts = [_first.ClientOf(_tenant), _second.ClientOf(_tenant)];
        var denied = 0;
        for (var request = 0; request < perSecond * seconds; request++)
        {
            var status = (await hosts[request % 2].GetAsync("/Users?count=0", Cancel)).Status;
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, status.ToString());
            denied += status == HttpStatusCode.TooManyRequests ? 1 : 0;
            _time.Advance(TimeSpan.FromSeconds(1) / perSecond);
        }
        Array.ForEach(hosts, host => host.Dispose());
        return denied;
    }
}
