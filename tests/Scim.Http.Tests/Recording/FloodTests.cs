using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Scim.Http.Recording;
using Scim.Provisioning;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Telemetry;
using Scim.Provisioning.Tokens;
using Scim.Testing;

namespace Scim.Http.Tests.Recording;

/// <summary>Requests neither wait for their log nor fail by it, whatever befalls it.</summary>
public sealed class FloodTests : IAsyncLifetime
{
    private const int Flood = 10_000;

    private TestService? _service;
    private ControlledLog? _log;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TestService Service => _service ?? throw new InvalidOperationException("The test is not initialised.");

    private ControlledLog Log => _log ?? throw new InvalidOperationException("The test is not initialised.");

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(replace: services =>
        services.AddSingleton<IRequestLog>(provider => _log = new ControlledLog(provider.GetRequiredService<TimeProvider>())));

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    [Fact]
    public async Task A_flood_costs_100_rows_a_second_and_the_rest_is_counted_as_lost()
    {
        using var losses = new Losses();
        await Service.Storage.Tokens.RevokeAsync(SecretHash.Of(Service.Token), Cancel);
        for (var number = 0; number < Flood; number++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await Service.GetAsync(TestService.Users)).StatusCode);
        Assert.Empty(Log.Tries);

        await PassAsync(() => Service.Waiting().Accounts.Count == 0);

        Assert.All(Log.Tries, tried => Assert.InRange(tried.Batch.Requests.Count + tried.Batch.Traffic.Count, 1, RequestBatch.Most));
        Assert.All(
            Log.Tries.Zip(Log.Tries.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= TimeSpan.FromSeconds(1)));
        Assert.Equal(WaitingRecords.MostEntries, Log.Tries.Sum(tried => tried.Batch.Requests.Count));
        var counts = await Log.ReadTrafficAsync(TestService.Account, null, Cancel).ToListAsync(Cancel);
        Assert.Equal(Flood, counts.Sum(minute => minute.Answered.Sum(answered => answered.Count)));
        Assert.Equal(Flood - WaitingRecords.MostEntries, counts.Sum(minute => minute.Lost));
        Assert.InRange(losses.Sum, Flood - WaitingRecords.MostEntries, long.MaxValue);
    }

    [Fact]
    public async Task While_the_log_hangs_requests_are_answered()
    {
        Log.Before = (_, cancel) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        await Service.GetAsync($"{TestService.Users}/ada");
        await PassAsync(() => Log.Tries.Count == 1);

        for (var number = 0; number < 20; number++)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await Service.GetAsync($"{TestService.Users}/ada")).StatusCode);
            Assert.Equal(HttpStatusCode.Created, (await Service.CreateAsync($"ada{number}@example.com")).StatusCode);
        }

        Assert.Single(Log.Tries);
    }

    [Fact]
    public async Task When_the_log_is_there_again_it_has_what_came_meanwhile()
    {
        var isDown = true;
        Log.Before = (_, _) => isDown ? throw new StorageUnavailableException() : Task.CompletedTask;
        await Service.GetAsync($"{TestService.Users}/ada");
        await PassAsync(() => Log.Tries.Count == 2);
        await Service.GetAsync($"{TestService.Users}/ada");
        isDown = false;
        await PassAsync(() => Service.Waiting().Entries == 0);

        Assert.Equal(2, await Log.ReadAsync(TestService.Account, null, null, Cancel).CountAsync(Cancel));
    }

    [Fact]
    public async Task An_orderly_end_of_the_host_writes_what_waits()
    {
        for (var number = 0; number < 5; number++)
            await Service.GetAsync($"{TestService.Users}/ada");
        Assert.Empty(Log.Tries);

        await Service.StopAsync();

        Assert.Equal(5, await Log.ReadAsync(TestService.Account, null, null, Cancel).CountAsync(Cancel));
        Assert.Equal(
            5, (await Log.ReadTrafficAsync(TestService.Account, null, Cancel).SingleAsync(Cancel)).Answered.Single().Count);
    }

    [Fact]
    public async Task A_host_without_a_log_records_nothing()
    {
        await using var service = await TestService.StartAsync(replace: services =>
            services.Remove(services.Single(descriptor => descriptor.ServiceType == typeof(IRequestLog))));

        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync($"{TestService.Users}/ada")).StatusCode);

        Assert.Empty(service.Waiting().Accounts);
        await service.StopAsync();
    }

    private Task PassAsync(Func<bool> condition) => Eventually.HoldsAsync(
        () =>
        {
            // Many steps at once: a minute passes before the counts of the last one are done with.
            for (var second = 0; second < 10 && !condition(); second++)
                Service.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(condition());
        },
        Cancel);

    /// <summary>What the metric counts.</summary>
    private sealed class Losses : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _sum;

        public Losses()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ScimTelemetry.Name && instrument.Name == "scim.requests.log.lost")
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _sum, count));
            _listener.Start();
        }

        public long Sum => Interlocked.Read(ref _sum);

        public void Dispose() => _listener.Dispose();
    }
}
