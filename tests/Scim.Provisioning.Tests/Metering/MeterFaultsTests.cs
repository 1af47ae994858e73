using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Metering;

/// <summary>What is told of a bucket that cannot be taken from, and what is counted.</summary>
public sealed class MeterFaultsTests
{
    private static readonly ClientId Caller = ClientId.Parse("client");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryTokenBucketStore _store = new();

    [Fact]
    public async Task Who_loses_every_write_to_other_instances_is_told_of_contention_and_not_of_its_rate()
    {
        var losing = new Mock<ITokenBucketStore>(); // Every bucket is full, and every write is refused.
        using var meter = new RequestMeter(losing.Object, _time);

        var taken = TakeAsync(meter);
        while (!taken.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        var contention = await Assert.ThrowsAsync<ContentionException>(() => taken);

        Assert.Equal("Other instances took from the same bucket every time.", contention.Message);
        losing.Verify(
            store => store.WriteAsync(Caller, It.IsAny<BucketState>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()),
            Times.AtLeast(10));
    }

    [Fact]
    public async Task An_outage_grants_nothing_and_is_over_when_storage_is_back()
    {
        var store = new Mock<ITokenBucketStore>();
        store.SetupSequence(s => s.FindAsync(Caller, It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StorageUnavailableException())
            .ReturnsAsync((StoredBucket?)null);
        store.Setup(s => s.WriteAsync(Caller, It.IsAny<BucketState>(), null, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new StoredBucket(new BucketState(3, _time.GetUtcNow()), "1"));
        using var meter = new RequestMeter(store.Object, _time);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => TakeAsync(meter));

        Assert.True((await TakeAsync(meter)).Granted);
    }

    [Fact]
    public async Task A_store_that_gives_no_answer_is_taken_for_dead_and_what_else_fails_is_told()
    {
        var store = new Mock<ITokenBucketStore>();
        store.SetupSequence(s => s.FindAsync(Caller, It.IsAny<CancellationToken>()))
            .ThrowsAsync(new TaskCanceledException())
            .ThrowsAsync(new InvalidOperationException());
        using var meter = new RequestMeter(store.Object, _time);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => TakeAsync(meter));
        await Assert.ThrowsAsync<InvalidOperationException>(() => TakeAsync(meter));
    }

    [Fact]
    public async Task Denials_are_counted_and_nothing_else()
    {
        var caller = ClientId.Parse("counted");
        var counted = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "scim.denials")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            counted += tags.ToArray().Contains(new("scim.client", caller.Value)) ? value : 0);
        listener.Start();
        using var meter = new RequestMeter(_store, _time);

        for (var request = 1; request <= 6; request++)
            await meter.TakeAsync(caller, RateLimit.Default, CancellationToken.None);

        Assert.Equal(2, counted);
    }

    [Fact]
    public async Task What_is_owed_and_cannot_be_taken_for_others_is_contention()
    {
        var store = new Mock<ITokenBucketStore>();
        store.Setup(s => s.WriteAsync(Caller, It.IsAny<BucketState>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((StoredBucket?)null);
        using var meter = new RequestMeter(store.Object, _time);

        var charging = meter.ChargeAsync(Caller, RateLimit.Default, 3, CancellationToken.None);
        while (!charging.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<ContentionException>(() => charging);
    }

    private static Task<MeterDecision> TakeAsync(RequestMeter meter) => meter.TakeAsync(Caller, RateLimit.Default, CancellationToken.None);
}
