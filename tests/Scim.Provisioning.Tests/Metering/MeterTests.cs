using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Metering;

public sealed class MeterTests
{
    private static readonly ClientId Caller = ClientId.Parse("client");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryTokenBucketStore _store = new();

    [Fact]
    public async Task Four_pass_the_fifth_waits_and_one_passes_a_quarter_of_a_second_later()
    {
        using var meter = new RequestMeter(_store, _time);

        for (var request = 1; request <= 4; request++)
            Assert.True((await TakeAsync(meter)).Granted);
        var denied = await TakeAsync(meter);
        Assert.False(denied.Granted);
        Assert.Equal(1, denied.RetryAfterSeconds);

        _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.True((await TakeAsync(meter)).Granted);
        Assert.False((await TakeAsync(meter)).Granted);
    }

    [Fact]
    public async Task A_denial_costs_no_storage_request()
    {
        using var meter = new RequestMeter(_store, _time);
        for (var request = 1; request <= 4; request++)
            await TakeAsync(meter);
        var before = _store.Requests;

        for (var request = 1; request <= 100; request++)
            Assert.False((await TakeAsync(meter)).Granted);

        Assert.Equal(before, _store.Requests);
    }

    [Fact]
    public async Task A_known_bucket_costs_one_request()
    {
        using var meter = new RequestMeter(_store, _time);
        await TakeAsync(meter);
        var before = _store.Requests;

        await TakeAsync(meter);

        Assert.Equal(before + 1, _store.Requests);
    }

    [Fact]
    public async Task A_full_bucket_that_was_removed_is_made_again_and_grants_no_more()
    {
        using var one = new RequestMeter(_store, _time);
        using var other = new RequestMeter(_store, _time);
        await TakeAsync(one);
        await TakeAsync(other);
        _time.Advance(TimeSpan.FromHours(2));
        await foreach (var bucket in _store.ListAsync(TestContext.Current.CancellationToken))
            Assert.True(await _store.RemoveAsync(bucket, TestContext.Current.CancellationToken));

        var granted = 0;
        foreach (var meter in new[] { one, other, one, other, one, other })
            granted += (await TakeAsync(meter)).Granted ? 1 : 0;

        Assert.Equal(4, granted);
        Assert.Single(await _store.ListAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Two_instances_share_one_bucket()
    {
        using var one = new RequestMeter(_store, _time);
        using var other = new RequestMeter(_store, _time);
        await TakeAsync(one);
        await TakeAsync(other);

        var granted = 2;
        foreach (var meter in new[] { one, other, one, other, one, other })
            granted += (await TakeAsync(meter)).Granted ? 1 : 0;

        Assert.Equal(4, granted);
    }

    [Fact]
    public async Task A_loser_of_the_race_for_a_token_stays_behind_and_takes_over_when_the_winner_stops()
    {
        using var winner = new RequestMeter(_store, _time);
        using var loser = new RequestMeter(_store, _time);
        while ((await TakeAsync(winner)).Granted)
            ;
        Assert.False((await TakeAsync(loser)).Granted);

        // The loser knows as much as the winner, and the winner is first.
        _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.True((await TakeAsync(winner)).Granted);
        Assert.False((await TakeAsync(loser)).Granted);

        // It leaves the next token to the winner, without asking storage.
        _time.Advance(TimeSpan.FromMilliseconds(250));
        var before = _store.Requests;
        var behind = await TakeAsync(loser);
        Assert.False(behind.Granted);
        Assert.Equal(0, behind.Remaining);
        Assert.InRange(behind.RetryAfter, TimeSpan.FromMilliseconds(125), TimeSpan.FromMilliseconds(250));
        Assert.Equal(before, _store.Requests);

        // The winner has stopped: the loser reads, and is a winner itself from then on.
        _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.True((await TakeAsync(loser)).Granted);
        Assert.Equal(before + 2, _store.Requests);
        Assert.True((await TakeAsync(loser)).Granted);
        Assert.Equal(before + 3, _store.Requests);
    }

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
    public async Task A_row_of_a_clock_that_was_an_hour_ahead_is_overcome_within_the_greatest_difference()
    {
        using var meter = new RequestMeter(_store, _time);
        await _store.WriteAsync(Caller, new BucketState(0, _time.GetUtcNow().AddHours(1)), etag: null, CancellationToken.None);

        Assert.False((await TakeAsync(meter)).Granted);
        _time.Advance(ClockDifference.Greatest);
        Assert.False((await TakeAsync(meter)).Granted);
        _time.Advance(TimeSpan.FromMilliseconds(250));

        Assert.True((await TakeAsync(meter)).Granted);
        Assert.False((await TakeAsync(meter)).Granted);
        _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.True((await TakeAsync(meter)).Granted);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_by_an_hour_shuts_nobody_out()
    {
        var clock = new SetClock(_time);
        using var winner = new RequestMeter(_store, clock);
        using var loser = new RequestMeter(_store, clock);
        clock.Ahead = TimeSpan.FromHours(1);
        while ((await TakeAsync(winner)).Granted)
            ;
        await TakeAsync(loser);
        _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.True((await TakeAsync(winner)).Granted);
        Assert.False((await TakeAsync(loser)).Granted); // It has lost a race.

        clock.Ahead = TimeSpan.Zero;
        Assert.False((await TakeAsync(winner)).Granted);
        Assert.False((await TakeAsync(loser)).Granted);
        _time.Advance(ClockDifference.Greatest + TimeSpan.FromMilliseconds(250));

        Assert.True((await TakeAsync(loser)).Granted);
    }

    [Fact]
    public async Task Clocks_that_differ_by_two_seconds_grant_no_more_than_the_rule_says()
    {
        var ahead = new SetClock(_time) { Ahead = TimeSpan.FromSeconds(2) };
        using var right = new RequestMeter(_store, _time);
        using var hasty = new RequestMeter(_store, ahead);

        var granted = 0;
        for (var request = 0; request < 1_000; request++)
        {
            granted += (await TakeAsync(request % 2 == 0 ? right : hasty)).Granted ? 1 : 0;
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(granted, 20, 4 + (4 * (10 + 2)));
    }

    [Fact]
    public async Task Two_instances_below_the_limit_are_never_denied()
    {
        using var one = new RequestMeter(_store, _time);
        using var other = new RequestMeter(_store, _time);

        for (var request = 0; request < 100; request++)
        {
            Assert.True((await TakeAsync(request % 2 == 0 ? one : other)).Granted);
            _time.Advance(TimeSpan.FromMilliseconds(250));
        }
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
    public async Task What_is_owed_is_taken_though_nothing_is_left()
    {
        using var one = new RequestMeter(_store, _time);
        using var other = new RequestMeter(_store, _time);
        while ((await TakeAsync(one)).Granted)
            ;
        await other.ChargeAsync(Caller, RateLimit.Default, 2, CancellationToken.None);

        Assert.True((await one.ChargeAsync(Caller, RateLimit.Default, 3, CancellationToken.None)).Granted);
        Assert.Equal(TimeSpan.FromSeconds(1.5), (await TakeAsync(one)).RetryAfter);
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

    [Fact]
    public async Task A_charge_may_leave_the_bucket_below_zero()
    {
        using var meter = new RequestMeter(_store, _time);

        Assert.True((await TakeAsync(meter)).Granted);
        var charged = await meter.ChargeAsync(Caller, RateLimit.Default, 9, CancellationToken.None);
        Assert.Equal((true, 0), (charged.Granted, charged.Remaining));
        var denied = await TakeAsync(meter);

        Assert.False(denied.Granted);
        Assert.Equal(TimeSpan.FromSeconds(1.75), denied.RetryAfter);
    }

    private static Task<MeterDecision> TakeAsync(RequestMeter meter) => meter.TakeAsync(Caller, RateLimit.Default, CancellationToken.None);
}
