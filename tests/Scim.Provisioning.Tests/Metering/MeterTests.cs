using Microsoft.Extensions.Time.Testing;
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
