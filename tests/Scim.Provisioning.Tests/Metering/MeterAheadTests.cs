using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Storage.InMemory;

namespace Scim.Provisioning.Tests.Metering;

/// <summary>Tokens that an instance takes from a bucket before anybody asks for them.</summary>
public sealed class MeterAheadTests
{
    private const int PerSecond = 40;
    private const int Burst = 80;

    private static readonly ClientId Caller = ClientId.Parse("client");
    private static readonly RateLimit Limit = new(PerSecond, Burst);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1) / PerSecond;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryTokenBucketStore _store = new();

    [Fact]
    public async Task Who_is_in_use_is_granted_from_memory_what_was_taken_in_the_background()
    {
        using var meter = new RequestMeter(_store, _time);
        await UseAsync(meter, PerSecond);
        var before = _store.Requests;

        await UseAsync(meter, 10 * PerSecond);

        Assert.InRange(_store.Requests - before, 1, 10 * PerSecond / 8);
    }

    [Fact]
    public async Task Who_was_idle_for_a_second_has_nothing_ahead_and_costs_one_request()
    {
        using var meter = new RequestMeter(_store, _time);
        await UseAsync(meter, 2 * PerSecond);

        _time.Advance(TimeSpan.FromSeconds(1));
        var before = _store.Requests;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(before, _store.Requests);
        Assert.Equal(Burst - 1, (await TakeAsync(meter)).Remaining);
        Assert.Equal(before + 1, _store.Requests);
        Assert.Equal(Burst - 1, (await StoredAsync()).Tokens);
    }

    [Fact]
    public async Task What_lapses_is_never_put_back()
    {
        using var meter = new RequestMeter(_store, _time);
        await UseAsync(meter, PerSecond);
        var last = await StoredAsync();

        _time.Advance(TimeSpan.FromSeconds(1));
        await TakeAsync(meter);

        Assert.Equal(last.Refill(Limit, _time.GetUtcNow()).Take(1), await StoredAsync());
    }

    [Fact]
    public async Task A_request_does_not_wait_for_the_renewal_and_those_after_the_last_token_do()
    {
        var store = new HeldStore(_store);
        using var meter = new RequestMeter(store, _time);
        await UseAsync(meter, PerSecond);

        store.Hold();
        var fromMemory = 0;
        Task<MeterDecision> waiting;
        while ((waiting = TakeAsync(meter)).IsCompleted)
        {
            Assert.True((await waiting).Granted);
            fromMemory++;
        }
        Assert.InRange(fromMemory, 1, PerSecond / 2);
        Assert.Equal(1, store.Held);

        store.LetGo();
        Assert.True((await waiting).Granted);
        Assert.Equal(1, store.Held); // The renewal gave it its token.
    }

    [Fact]
    public async Task Who_comes_while_the_last_tokens_are_taken_ahead_is_not_denied()
    {
        var limit = new RateLimit(0.000_001, 60);
        var store = new HeldStore(_store);
        using var meter = new RequestMeter(store, _time);
        var granted = 0;
        async Task<bool> TakeOneAsync(Task<MeterDecision> taken) => (await taken).Granted;
        while (store.Held == 0)
        {
            if (granted == 30)
                store.Hold();
            Assert.True(await TakeOneAsync(meter.TakeAsync(Caller, limit, CancellationToken.None)));
            granted++;
        }

        var others = Enumerable.Range(0, 60).Select(_ => meter.TakeAsync(Caller, limit, CancellationToken.None)).ToList();
        store.LetGo();
        foreach (var other in others)
            granted += await TakeOneAsync(other) ? 1 : 0;

        Assert.Equal(60, granted);
    }

    [Fact]
    public async Task A_renewal_that_fails_is_no_requests_fault()
    {
        var store = new HeldStore(_store);
        using var meter = new RequestMeter(store, _time);
        await UseAsync(meter, PerSecond);

        store.Hold();
        var waiting = await FirstThatWaitsAsync(meter);
        store.Fail(new StorageUnavailableException());

        Assert.True((await waiting).Granted);
    }

    [Fact]
    public async Task A_renewal_that_gets_no_answer_holds_nobody_up_for_longer_than_a_second()
    {
        var store = new HeldStore(_store);
        using var meter = new RequestMeter(store, _time);
        await UseAsync(meter, PerSecond);

        store.Hold();
        var waiting = await FirstThatWaitsAsync(meter);
        store.LetGoOfOthers();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True((await waiting).Granted);
    }

    [Fact]
    public async Task A_renewal_that_was_overtaken_reads_and_takes_all_the_same()
    {
        using var meter = new RequestMeter(_store, _time);
        using var other = new RequestMeter(_store, _time);
        await UseAsync(meter, PerSecond);
        await TakeAsync(other);
        var before = _store.Requests;

        while (_store.Requests == before)
            Assert.True((await TakeAsync(meter)).Granted);

        Assert.Equal(before + 3, _store.Requests); // The write that is refused, a read, and the write.
        Assert.True((await TakeAsync(meter)).Granted);
        Assert.Equal(before + 3, _store.Requests);
    }

    [Fact]
    public async Task A_renewal_ends_with_the_meter()
    {
        var store = new HeldStore(_store);
        var meter = new RequestMeter(store, _time);
        await UseAsync(meter, PerSecond);
        store.Hold();
        while (store.Held == 0)
            await TakeAsync(meter);

        await meter.DisposeAsync();

        Assert.Equal(1, store.BrokenOff);
    }

    [Fact]
    public async Task What_is_left_is_told_with_what_was_taken_ahead()
    {
        using var meter = new RequestMeter(_store, _time);

        for (var request = 1; request <= Burst; request++)
            Assert.Equal((true, Burst - request), await TakeAsync(meter) is var taken ? (taken.Granted, taken.Remaining) : default);

        var denied = await TakeAsync(meter);
        Assert.Equal((false, 0, Pace), (denied.Granted, denied.Remaining, denied.RetryAfter));
    }

    [Fact]
    public async Task A_charge_is_taken_from_memory_where_that_has_as_many()
    {
        var store = new HeldStore(_store);
        using var meter = new RequestMeter(store, _time);
        await UseAsync(meter, PerSecond);
        store.Hold();

        Assert.True(meter.ChargeAsync(Caller, Limit, 2, CancellationToken.None).IsCompleted);
        var large = meter.ChargeAsync(Caller, Limit, 100, CancellationToken.None);
        Assert.False(large.IsCompleted);
        store.LetGo();

        Assert.True((await large).Granted);
        Assert.InRange((await StoredAsync()).Tokens, -100, Burst - 100);
    }

    [Fact]
    public async Task Two_instances_in_turn_read_first_and_are_overtaken_no_more()
    {
        var written = new Mock<ITokenBucketStore>();
        var refused = 0;
        written.Setup(s => s.FindAsync(Caller, It.IsAny<CancellationToken>()))
            .Returns((ClientId caller, CancellationToken cancel) => _store.FindAsync(caller, cancel));
        written.Setup(s => s.WriteAsync(Caller, It.IsAny<BucketState>(), It.IsAny<string?>(), It.IsAny<CancellationToken>()))
            .Returns(async (ClientId caller, BucketState state, string? etag, CancellationToken cancel) =>
            {
                var stored = await _store.WriteAsync(caller, state, etag, cancel);
                refused += stored is null ? 1 : 0;
                return stored;
            });
        using var one = new RequestMeter(written.Object, _time);
        using var other = new RequestMeter(written.Object, _time);

        for (var request = 0; request < 100; request++)
        {
            Assert.True((await TakeAsync(request % 2 == 0 ? one : other)).Granted);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(refused, 1, 5);
    }

    /// <summary>Takes what is there ahead; the first request that has to wait for storage.</summary>
    private static async Task<Task<MeterDecision>> FirstThatWaitsAsync(RequestMeter meter)
    {
        Task<MeterDecision> waiting;
        while ((waiting = TakeAsync(meter)).IsCompleted)
            Assert.True((await waiting).Granted);
        return waiting;
    }

    private static Task<MeterDecision> TakeAsync(RequestMeter meter) => meter.TakeAsync(Caller, Limit, CancellationToken.None);

    private async Task UseAsync(RequestMeter meter, int requests)
    {
        for (var request = 0; request < requests; request++)
        {
            Assert.True((await TakeAsync(meter)).Granted);
            _time.Advance(Pace);
        }
    }

    private async Task<BucketState> StoredAsync() => (await _store.FindAsync(Caller, CancellationToken.None))!.State; // It was written.
}
