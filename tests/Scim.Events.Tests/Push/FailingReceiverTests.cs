using Scim.Events.Handout;
using Scim.Events.Push;
using Scim.Testing;

namespace Scim.Events.Tests.Push;

/// <summary>Receivers that fail or refuse.</summary>
public sealed class FailingReceiverTests
{
    private static readonly PushOutcome Down = PushOutcome.Failed("it answers 503");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receiver_that_is_down_for_an_hour_is_tried_at_most_25_times_and_then_gets_everything()
    {
        await using var bench = await new PushBench().StartAsync();
        var chains = Enumerable.Range(0, 20).Select(_ => new Chain(bench.Stream)).ToList();
        var isUpAgain = bench.Time.GetUtcNow().AddHours(1);
        var tries = 0;
        bench.Receiver.Answer = (_, _) =>
        {
            if (bench.Time.GetUtcNow() >= isUpAgain) return Task.FromResult(PushOutcome.Taken);
            tries++;
            return Task.FromResult(Down);
        };
        await bench.AddAsync(chains.Select(chain => chain.Next(bench.Time.GetUtcNow())));
        var (dispatcher, other, sweep) = (bench.Dispatcher(), bench.Dispatcher(), bench.Sweep());

        // Further changes wake instances, and another one sweeps, but nobody tries before it is time.
        bench.Wake(dispatcher);
        bench.Wake(other);
        while (bench.Time.GetUtcNow() < isUpAgain)
        {
            var next = await BackedOffAsync(bench);
            await bench.AddAsync(chains[tries % chains.Count].Next(bench.Time.GetUtcNow()));
            bench.Wake(dispatcher);
            bench.Wake(other);
            await sweep.RunAsync(TimeSpan.FromMinutes(4), Cancel);
            bench.Time.Advance(next - bench.Time.GetUtcNow());
            await Eventually.HoldsAsync(
                async () => await bench.DeliveryAsync() is { Holder: null } seen && seen.NextTry != next, Cancel);
        }
        await Eventually.HoldsAsync(async () => (await bench.WaitingAsync()).Count == 0, Cancel);

        Assert.InRange(tries, 15, 25);
        Assert.All(chains, chain => Assert.Equal(
            chain.Ids,
            bench.Receiver.All.Where(told => told.User == chain.User.ToString()).Select(told => told.Id).Distinct()));
        await Eventually.HoldsAsync(async () => await bench.DeliveryAsync() is { Failures: 0, NextTry: null }, Cancel);
    }

    [Fact]
    public async Task A_failure_is_noted_and_told_and_the_pause_doubles()
    {
        await using var bench = await new PushBench().StartAsync();
        await bench.AddAsync(new Chain(bench.Stream).Next(bench.Time.GetUtcNow()));
        bench.Receiver.Answer = (_, _) => Task.FromResult(Down);
        var dispatcher = bench.Dispatcher();

        (int, int)[] pauses =
            [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32), (7, 64), (8, 128), (9, 256), (10, 300), (11, 300)];
        foreach (var (failures, seconds) in pauses)
        {
            await dispatcher.DispatchAsync(bench.Stream, Cancel);

            var noted = await bench.DeliveryAsync();
            Assert.Equal((failures, "it answers 503", bench.Time.GetUtcNow()), (noted.Failures, noted.LastError, noted.LastErrorAt));
            var pause = Assert.NotNull(noted.NextTry) - bench.Time.GetUtcNow();
            Assert.InRange(pause.TotalSeconds, seconds * 0.9, seconds);
            await dispatcher.DispatchAsync(bench.Stream, Cancel); // It is left alone meanwhile.
            Assert.Equal(failures, bench.Receiver.All.Count);
            bench.Time.Advance(pause);
        }
        Assert.Contains(bench.Log.Lines, line => line.StartsWith("Warning 1513", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(600, 600)]
    [InlineData(3_600, 3_600)]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    public async Task A_receiver_that_asks_for_a_longer_pause_has_it(int asked, int seconds)
    {
        await using var bench = await new PushBench().StartAsync();
        await bench.AddAsync(new Chain(bench.Stream).Next(bench.Time.GetUtcNow()));
        bench.Receiver.Answer = (_, _) => Task.FromResult(PushOutcome.Failed("it answers 429", TimeSpan.FromSeconds(asked)));

        await bench.Dispatcher().DispatchAsync(bench.Stream, Cancel);

        var pause = Assert.NotNull((await bench.DeliveryAsync()).NextTry) - bench.Time.GetUtcNow();
        Assert.InRange(pause.TotalSeconds, seconds * 0.9, seconds);
    }

    [Fact]
    public async Task After_a_failure_one_probes_and_what_was_taken_meanwhile_is_removed()
    {
        await using var bench = await new PushBench().StartAsync();
        await bench.AddAsync(Enumerable.Range(0, 40).Select(_ => new Chain(bench.Stream).Next(bench.Time.GetUtcNow())));
        var number = 0;
        bench.Receiver.Answer = (_, _) => Task.FromResult(Interlocked.Increment(ref number) == 20 ? Down : PushOutcome.Taken);
        var dispatcher = bench.Dispatcher();

        await dispatcher.DispatchAsync(bench.Stream, Cancel);

        var sent = bench.Receiver.All.Count;
        Assert.Equal(40 - (sent - 1), (await bench.WaitingAsync()).Count);
        Assert.Equal(1, (await bench.DeliveryAsync()).Failures);
        bench.Receiver.Answer = (_, _) => Task.FromResult(Down);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await dispatcher.DispatchAsync(bench.Stream, Cancel);
        Assert.Equal(sent + 1, bench.Receiver.All.Count);
        Assert.Equal(2, (await bench.DeliveryAsync()).Failures);
    }

    [Fact]
    public async Task A_refused_event_is_tried_five_times_and_set_aside_while_others_go_on()
    {
        await using var bench = await new PushBench().StartAsync();
        var (refused, other) = (new Chain(bench.Stream), new Chain(bench.Stream));
        var now = bench.Time.GetUtcNow();
        await bench.AddAsync(refused.Next(now), refused.Next(now), other.Next(now), other.Next(now));
        bench.Receiver.Answer = (told, _) =>
            Task.FromResult(told.Id == refused.Ids[0] ? PushOutcome.Refused("invalid_request") : PushOutcome.Taken);
        var dispatch = bench.Dispatcher().DispatchAsync(bench.Stream, Cancel);

        foreach (var (tries, pause) in new[] { (1, 1), (2, 2), (3, 4), (4, 8) })
        {
            await bench.Time.WaitsAsync(TimeSpan.FromSeconds(pause), Cancel);
            Assert.Equal(tries, bench.Receiver.All.Count(told => told.Id == refused.Ids[0]));
            await Eventually.HoldsAsync(async () => (await bench.WaitingAsync()).Count == 2, Cancel);
            bench.Time.Advance(TimeSpan.FromSeconds(pause));
        }
        await dispatch;

        Assert.Equal(5, bench.Receiver.All.Count(told => told.Id == refused.Ids[0]));
        Assert.DoesNotContain(bench.Receiver.All, told => told.Id == refused.Ids[1]);
        Assert.Equal(["invalid_request", null], (await bench.WaitingAsync()).Select(told => told.SetAside));
        var delivery = await bench.DeliveryAsync();
        Assert.Equal((0, "it refused an event: invalid_request"), (delivery.Failures, delivery.LastError));
        Assert.Contains(bench.Log.Lines, line => line.StartsWith("Warning 1512", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_refuses_more_than_a_thousand_is_left_alone()
    {
        await using var bench = await new PushBench().StartAsync();
        var now = bench.Time.GetUtcNow();
        await bench.AddAsync(Enumerable.Range(0, SettingAside.Most)
            .Select(_ => new Chain(bench.Stream).Next(now) with { SetAside = "invalid_request" }));
        await bench.AddAsync(new Chain(bench.Stream).Next(now.AddSeconds(1)));
        bench.Receiver.Answer = (_, _) => Task.FromResult(PushOutcome.Refused("invalid_request"));
        var dispatch = bench.Dispatcher().DispatchAsync(bench.Stream, Cancel);

        foreach (var pause in new[] { 1, 2, 4, 8 })
            await bench.Time.PassAsync(TimeSpan.FromSeconds(pause), Cancel);
        await dispatch;

        var delivery = await bench.DeliveryAsync();
        Assert.Equal((1, "it refuses too many events"), (delivery.Failures, delivery.LastError));
        Assert.Single(await bench.WaitingAsync(), told => told.SetAside is null);
    }

    /// <summary>Returns once the receiver is left alone and both instances wait, with the time of the next try.</summary>
    private static async Task<DateTimeOffset> BackedOffAsync(PushBench bench)
    {
        DateTimeOffset? next = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                var delivery = await bench.DeliveryAsync();
                next = delivery is { Holder: null } ? delivery.NextTry : null;
                return next > bench.Time.GetUtcNow() && bench.Time.Due.Count == 2;
            },
            Cancel);
        return Assert.NotNull(next);
    }
}
