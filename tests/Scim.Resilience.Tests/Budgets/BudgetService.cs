using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Streams;
using Scim.Testing;

namespace Scim.Resilience.Tests.Budgets;

/// <summary>An instance of the service whose caches are warm, and another on the same tables that changes things behind its back.</summary>
internal sealed class BudgetService : IAsyncDisposable
{
    private readonly ServiceInstance _here;
    private readonly ServiceInstance _there;
    private readonly FakeTimeProvider _time;
    private readonly ScimClient _scim;
    private readonly ScimClient _other;
    private readonly AccountId _account;
    private readonly IReadOnlyList<StreamSetting> _streams;

    private BudgetService(
        ServiceInstance here, ServiceInstance there, FakeTimeProvider time, Tenant tenant, IReadOnlyList<StreamSetting> streams)
    {
        (_here, _there, _time, _scim, _other) = (here, there, time, here.ClientOf(tenant), there.ClientOf(tenant));
        (_account, _streams) = (tenant.Account, streams);
    }

    public static async Task<BudgetService> StartAsync(int? licences, RateLimit? limit, int streams = 0)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var tables = AzuriteInstance.NewTablePrefix();
        var here = await ServiceInstance.StartAsync(tables, time);
        var there = await ServiceInstance.StartAsync(tables, time);
        var tenant = await here.AddTenantAsync("acme", licences, limit);
        return new BudgetService(here, there, time, tenant, await AddStreamsAsync(there.Services, tenant.Account, streams));
    }

    /// <summary>The events that wait, by stream and id; read by the other instance.</summary>
    public async Task<IReadOnlyList<(StreamId Stream, EventId Id)>> EventsAsync()
    {
        var (outbox, events) = (_there.Services.GetRequiredService<IOutbox>(), new List<(StreamId Stream, EventId Id)>());
        foreach (var stream in _streams)
        {
            await foreach (var page in outbox.KeysAsync(_account, stream.Id, from: null, before: null, Cancel))
                events.AddRange(page.Select(key => (stream.Id, key.Id)));
        }
        return events;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Counts from here, and lays rounds over what comes.</summary>
    public void Begin(Rounds rounds, IReadOnlyList<int> sizes)
    {
        rounds.LayOver(_here.Faults, sizes);
        _here.Faults.Forget();
    }

    /// <summary>The storage requests since then.</summary>
    public IReadOnlyCollection<string> Requests => _here.Faults.Requests;

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time) => _time.Advance(time);

    /// <summary>Lets the client be idle for a second: what was taken ahead for it has lapsed.</summary>
    public Task RestAsync()
    {
        Pass(TimeSpan.FromSeconds(1));
        return Task.CompletedTask;
    }

    /// <summary>
    /// Uses the client, after a rest, four times within a second. The fourth takes one token ahead, for the next request; only with more of
    /// them others would be taken in the background.
    /// </summary>
    public async Task UseAsync()
    {
        await RestAsync();
        for (var use = 1; use <= 4; use++)
            await PrepareAsync(BudgetRequest.Get("/ServiceProviderConfig"));
    }

    /// <summary>Sends a request to the instance that is measured.</summary>
    public Task<ScimAnswer> SendAsync(BudgetRequest request) => SendAsync(_scim, request);

    /// <summary>Sends a request that must succeed.</summary>
    public async Task<ScimAnswer> PrepareAsync(BudgetRequest request) => Successful(await SendAsync(_scim, request));

    /// <summary>Sends a request that must succeed to the other instance.</summary>
    public async Task<ScimAnswer> InterfereAsync(BudgetRequest request) => Successful(await SendAsync(_other, request));

    public async ValueTask DisposeAsync()
    {
        _scim.Dispose();
        _other.Dispose();
        await _there.DisposeAsync();
        await _here.DisposeAsync();
    }

    private static async Task<IReadOnlyList<StreamSetting>> AddStreamsAsync(IServiceProvider services, AccountId account, int count)
    {
        if (count == 0)
            return [];
        StreamSetting[] streams =
        [
            .. Enumerable.Range(0, count).Select(_ => new StreamSetting(
                StreamId.New(DateTimeOffset.UnixEpoch), EventContent.Notice, IsPush: false, DateTimeOffset.UnixEpoch)),
        ];
        var accounts = services.GetRequiredService<IAccountStore>();
        var row = (await accounts.FindAsync(account, Cancel))!; // It was created.
        Assert.NotNull(await accounts.ChangeStreamsAsync(row, streams, Cancel));
        return streams;
    }

    private static Task<ScimAnswer> SendAsync(ScimClient client, BudgetRequest request) =>
        client.SendAsync(request.Method, request.Path, request.Json, Cancel);

    private static ScimAnswer Successful(ScimAnswer answer)
    {
        Assert.True(answer.Status < HttpStatusCode.MultipleChoices, $"{answer.Status} {answer.Body}");
        return answer;
    }
}
