using System.Net;
using Scim.Testing;
using Scim.Testing.Faults;

namespace Scim.Resilience.Tests.Outages;

/// <summary>
/// An unmodified host loses its storage for a while. All answers are awaited while the outage lasts, so that a request that waits for
/// storage beyond its deadline fails the test.
/// </summary>
public abstract class StorageOutage : IAsyncLifetime
{
    private readonly string _tablePrefix = AzuriteInstance.NewTablePrefix();
    private readonly List<LocalHostProcess> _hosts = [];
    private StorageProxy? _proxy;

    /// <summary>What stands between the host and its storage.</summary>
    protected StorageProxy Proxy => _proxy ?? throw new InvalidOperationException("The test has not begun.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _proxy = await StorageProxy.StartAsync(await AzuriteInstance.GetProcessAsync());

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts) await host.DisposeAsync();
        if (_proxy is not null) await _proxy.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_host_in_use_answers_503_and_recovers()
    {
        var host = await StartHostAsync(Proxy.ConnectionString);
        using var scim = await LocalHosts.SignInAsync(host, Cancel);

        await SurviveAsync(await OutageTraffic.PrepareAsync(scim, _tablePrefix, Cancel), scim);
    }

    [Fact]
    public async Task A_host_that_was_just_started_answers_503_and_recovers()
    {
        var another = await StartHostAsync((await AzuriteInstance.GetProcessAsync()).ConnectionString);
        using var prepared = await LocalHosts.SignInAsync(another, Cancel);
        var traffic = await OutageTraffic.PrepareAsync(prepared, _tablePrefix, Cancel);
        using var scim = prepared.At((await StartHostAsync(Proxy.ConnectionString)).ScimBase);

        await SurviveAsync(traffic, scim, isFresh: true);
    }

    /// <summary>Takes storage away.</summary>
    protected abstract Task TakeAsync();

    /// <summary>Brings storage back.</summary>
    protected abstract Task ReturnAsync();

    private async Task SurviveAsync(OutageTraffic traffic, ScimClient scim, bool isFresh = false)
    {
        var interrupted = isFresh ? [] : traffic.Begin(scim, Cancel);
        if (!isFresh) await Task.WhenAny(interrupted);
        await TakeAsync();
        await Task.WhenAll(interrupted);

        var start = TimeProvider.System.GetTimestamp();
        do
            await traffic.AssertRefusedAsync(scim, Cancel);
        while (TimeProvider.System.GetElapsedTime(start) < LongTests.Outage);
        await ReturnAsync();

        await Eventually.HoldsAsync(async () => (await scim.HealthAsync(Cancel)).Status == HttpStatusCode.OK, Cancel);
        await Eventually.HoldsAsync(async () => (await scim.GetAsync("/Users?count=0", Cancel)).Status == HttpStatusCode.OK, Cancel);
        await traffic.AssertWholeAsync(scim, Cancel);
    }

    private async Task<LocalHostProcess> StartHostAsync(string connectionString)
    {
        var host = await LocalHosts.StartAsync(_tablePrefix, new() { ["TableStorage:ConnectionString"] = connectionString }, Cancel);
        _hosts.Add(host);
        return host;
    }
}
