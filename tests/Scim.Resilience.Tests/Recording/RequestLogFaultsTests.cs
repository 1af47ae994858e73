using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Requests;
using Scim.Testing;
using Scim.Testing.Faults;

namespace Scim.Resilience.Tests.Recording;

/// <summary>The log of requests on storage that hangs, loses answers or is away: requests cost and take what they do.</summary>
public sealed class RequestLogFaultsTests : IAsyncLifetime
{
    private const string Nobody = "/Users/01900000-0000-7000-8000-000000000000";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private ServiceInstance? _instance;
    private Tenant? _tenant;
    private ScimClient? _scim;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ServiceInstance Instance => _instance ?? throw new InvalidOperationException("The test is not initialised.");

    private IRequestLog Log => Instance.Services.GetRequiredService<IRequestLog>();

    private Tenant Tenant => _tenant ?? throw new InvalidOperationException("The test is not initialised.");

    public async ValueTask InitializeAsync()
    {
        _instance = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix(), _time);
        _tenant = await Instance.AddTenantAsync("acme");
        _scim = Instance.ClientOf(Tenant);
        await RefuseAsync(); // Warms the caches.
        await PassAsync(() => Instance.Faults.LogWrites == 1);
    }

    public async ValueTask DisposeAsync()
    {
        _scim?.Dispose();
        await Instance.DisposeAsync();
    }

    [Fact]
    public async Task A_refused_request_asks_no_storage_for_its_log()
    {
        Instance.Faults.Forget();

        await RefuseAsync();

        Assert.Equal(2, Instance.Faults.Requests.Count);
        Assert.Equal(1, Instance.Faults.LogWrites);
    }

    [Fact]
    public async Task While_the_log_hangs_requests_cost_and_take_what_they_do()
    {
        Instance.Faults.OnLogWrites(StorageFaultKinds.Hangs);
        await RefuseAsync();
        await PassAsync(() => Instance.Faults.LogWrites == 2);
        Instance.Faults.Forget();

        for (var number = 0; number < 10; number++)
            await RefuseAsync();

        Assert.Equal(10, Instance.Faults.BesideMetering);
        Assert.Equal(2, Instance.Faults.LogWrites);
    }

    [Fact]
    public async Task A_batch_whose_answer_is_lost_is_there_once()
    {
        Instance.Faults.OnLogWrites(StorageFaultKinds.AnswerLost);
        for (var number = 0; number < 5; number++)
            await RefuseAsync();
        await PassAsync(() => Instance.Faults.LogWrites >= 3);
        Instance.Faults.OnLogWrites(null);
        await RefuseAsync();
        var before = Instance.Faults.LogWrites;
        await PassAsync(() => Instance.Faults.LogWrites > before + 1);

        await AssertLoggedAsync(7);
    }

    [Fact]
    public async Task What_cannot_be_written_is_counted_as_lost_and_the_log_goes_on()
    {
        Instance.Faults.OnLogWrites(StorageFaultKinds.Refused(HttpStatusCode.Forbidden, "AuthorizationFailure"));
        for (var number = 0; number < 3; number++)
            await RefuseAsync();
        await PassAsync(() => Instance.Log.Lines.Any(line => line.StartsWith("Warning 1611 ", StringComparison.Ordinal)));
        Instance.Faults.OnLogWrites(null);
        await RefuseAsync();

        await PassAsync(async () => await LostAsync() == 3);
        await AssertLoggedAsync(2);
    }

    [Fact]
    public async Task While_no_request_comes_nothing_is_asked()
    {
        var (writes, requests) = (Instance.Faults.LogWrites, Instance.Faults.Requests.Count);

        for (var second = 0; second < 3_600; second++)
            _time.Advance(Second);

        Assert.Equal((writes, requests), (Instance.Faults.LogWrites, Instance.Faults.Requests.Count));
    }

    private async Task RefuseAsync() => (await _scim!.GetAsync(Nobody, Cancel)).AssertError(HttpStatusCode.NotFound); // Initialised.

    private async Task<long> LostAsync() =>
        (await Log.ReadTrafficAsync(Tenant.Account, null, Cancel).ToListAsync(Cancel)).Sum(minute => minute.Lost);

    private async Task AssertLoggedAsync(int entries)
    {
        var logged = await Log.ReadAsync(Tenant.Account, null, null, Cancel).ToListAsync(Cancel);
        Assert.Equal(entries, logged.Count);
        Assert.All(logged, entry => Assert.Equal((404, "GetUser", "Resource not found."), (entry.Status, entry.Operation, entry.Detail)));
    }

    private Task PassAsync(Func<bool> condition) => PassAsync(() => Task.FromResult(condition()));

    private Task PassAsync(Func<Task<bool>> condition) => Eventually.HoldsAsync(
        async () =>
        {
            if (await condition())
                return true;
            _time.Advance(Second);
            return false;
        },
        Cancel);
}
