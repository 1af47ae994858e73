using Scim.Events.Push;
using Scim.Provisioning;
using Scim.Testing;

namespace Scim.Events.Tests.Push;

/// <summary>Several instances at one stream, and instances that end.</summary>
public sealed class LeaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_one_dispatches_another_waits_and_takes_over_what_is_left()
    {
        await using var bench = await new PushBench().StartAsync();
        var chain = new Chain(bench.Stream);
        await bench.AddAsync(chain.Next(bench.Time.GetUtcNow()));
        await bench.NoteAsync(noted => noted with { Holder = "another", HeldUntil = bench.Time.GetUtcNow().AddSeconds(30) });

        bench.Wake(bench.Dispatcher());
        await bench.Time.PassAsync(TimeSpan.FromSeconds(2), Cancel);
        await bench.Time.WaitsAsync(TimeSpan.FromSeconds(2), Cancel);
        Assert.Empty(bench.Receiver.All);
        await bench.NoteAsync(noted => noted with { Holder = null });
        bench.Time.Advance(TimeSpan.FromSeconds(2));

        await bench.DrainedAsync(Cancel);
        Assert.Equal(chain.Ids, bench.Receiver.All.Select(told => told.Id));
    }

    [Fact]
    public async Task Who_waits_for_another_ends_when_nothing_is_left()
    {
        await using var bench = await new PushBench().StartAsync();
        await bench.NoteAsync(noted => noted with { Holder = "another", HeldUntil = bench.Time.GetUtcNow().AddSeconds(30) });
        bench.Wake(bench.Dispatcher());

        await bench.Time.PassAsync(TimeSpan.FromSeconds(2), Cancel);
        await bench.Time.IdleAsync(Cancel);

        Assert.Equal("another", (await bench.DeliveryAsync()).Holder);
    }

    [Fact]
    public async Task A_lease_that_nobody_prolongs_is_free_after_thirty_seconds()
    {
        await using var bench = await new PushBench().StartAsync();
        var chain = new Chain(bench.Stream);
        await bench.AddAsync(chain.Next(bench.Time.GetUtcNow()));
        await bench.NoteAsync(noted => noted with { Holder = "dead", HeldUntil = bench.Time.GetUtcNow().AddSeconds(30) });
        bench.Time.Advance(TimeSpan.FromSeconds(30));

        await bench.Dispatcher().DispatchAsync(bench.Stream, Cancel);

        Assert.Equal(chain.Ids, bench.Receiver.All.Select(told => told.Id));
    }

    [Fact]
    public async Task A_lease_is_prolonged_while_it_goes_on()
    {
        await using var bench = await new PushBench().StartAsync();
        await bench.AddAsync(Enumerable.Range(0, 3).Select(_ => new Chain(bench.Stream).Next(bench.Time.GetUtcNow())));
        var begin = bench.Time.GetUtcNow();
        bench.TakeEachIn(StreamLease.Step);
        var longest = begin;
        bench.Outbox.Removing = async () =>
        {
            if (await bench.DeliveryAsync() is { Holder: not null } noted && noted.HeldUntil > longest) longest = noted.HeldUntil;
        };

        await bench.Dispatcher().DispatchAsync(bench.Stream, Cancel);

        Assert.True(longest > begin.AddSeconds(30), $"{longest:u}");
        Assert.Null((await bench.DeliveryAsync()).Holder);
        Assert.Empty(await bench.WaitingAsync());
    }

    [Fact]
    public async Task Who_finds_its_lease_taken_stops_sending()
    {
        await using var bench = await new PushBench().StartAsync();
        await bench.AddAsync(Enumerable.Range(0, 40).Select(_ => new Chain(bench.Stream).Next(bench.Time.GetUtcNow())));
        var answer = new TaskCompletionSource<PushOutcome>();
        bench.Receiver.Answer = (_, _) => answer.Task;
        var dispatch = bench.Dispatcher().DispatchAsync(bench.Stream, Cancel);
        await Eventually.HoldsAsync(() => Task.FromResult(bench.Receiver.All.Count == 1), Cancel);

        await bench.NoteAsync(noted => noted with { Holder = "another", HeldUntil = bench.Time.GetUtcNow().AddSeconds(60) });
        bench.Time.Advance(StreamLease.Length); // It could not prolong it in time.
        answer.SetResult(PushOutcome.Taken);
        await dispatch;

        Assert.Single(bench.Receiver.All);
        Assert.Equal(39, (await bench.WaitingAsync()).Count); // What was taken is removed all the same.
        Assert.Equal("another", (await bench.DeliveryAsync()).Holder);
    }

    [Fact]
    public async Task Two_that_dispatch_at_once_by_a_stolen_lease_keep_each_user_in_order()
    {
        await using var bench = await new PushBench().StartAsync();
        var chains = Enumerable.Range(0, 25).Select(_ => new Chain(bench.Stream)).ToList();
        for (var version = 0; version < 8; version++)
            await bench.AddAsync(chains.Select(chain => chain.Next(bench.Time.GetUtcNow())));
        var stolen = 0;
        bench.Receiver.Answer = async (_, _) =>
        {
            await Task.Yield();
            // Each some pushes another steals the lease from whoever has it.
            if (Interlocked.Increment(ref stolen) % 20 == 0)
                await bench.Storage.Streams.WriteDeliveryAsync((await bench.DeliveryAsync()) with { Holder = null }, Cancel);
            return PushOutcome.Taken;
        };
        var dispatchers = Enumerable.Range(0, 3).Select(_ => bench.Dispatcher()).ToList();

        await Eventually.HoldsAsync(
            async () =>
            {
                await Task.WhenAll(dispatchers.Select(dispatcher => dispatcher.DispatchAsync(bench.Stream, Cancel)));
                return (await bench.WaitingAsync()).Count == 0;
            },
            Cancel);

        foreach (var chain in chains)
        {
            var received = bench.Receiver.All.Where(told => told.User == chain.User.ToString()).Select(told => told.Id);
            Assert.Equal(chain.Ids, received.Distinct());
        }
    }

    [Fact]
    public async Task Where_the_removal_fails_the_users_next_event_waits_and_all_goes_on_later()
    {
        await using var bench = await new PushBench().StartAsync();
        var chain = new Chain(bench.Stream);
        await bench.AddAsync(chain.Next(bench.Time.GetUtcNow()), chain.Next(bench.Time.GetUtcNow()));
        var failures = 1;
        bench.Outbox.Removing = () => failures-- > 0 ? throw new StorageUnavailableException("no answer") : Task.CompletedTask;

        bench.Wake(bench.Dispatcher());
        await bench.Time.WaitsAsync(TimeSpan.FromSeconds(5), Cancel);
        Assert.Equal([chain.Ids[0]], bench.Receiver.All.Select(told => told.Id));
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        await bench.DrainedAsync(Cancel);

        Assert.Equal([chain.Ids[0], chain.Ids[0], chain.Ids[1]], bench.Receiver.All.Select(told => told.Id));
        Assert.Contains(bench.Log.Lines, line => line.StartsWith("Warning 1514", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stop_lets_what_is_under_way_end_and_gives_the_lease_back()
    {
        await using var bench = await new PushBench().StartAsync();
        await bench.AddAsync(Enumerable.Range(0, 5).Select(_ => new Chain(bench.Stream).Next(bench.Time.GetUtcNow())));
        var answer = new TaskCompletionSource<PushOutcome>();
        bench.Receiver.Answer = (_, _) => answer.Task;
        var dispatcher = bench.Dispatcher();
        bench.Wake(dispatcher);
        await Eventually.HoldsAsync(() => Task.FromResult(bench.Receiver.All.Count == 1), Cancel);

        var stop = dispatcher.DisposeAsync();
        await bench.Time.WaitsAsync(StreamSession.TimeToStop, Cancel);
        answer.SetResult(PushOutcome.Taken);
        await stop;

        Assert.Single(bench.Receiver.All);
        Assert.Equal(4, (await bench.WaitingAsync()).Count);
        Assert.Null((await bench.DeliveryAsync()).Holder);
        bench.Wake(dispatcher); // It takes no more.
    }

    [Fact]
    public async Task A_stop_breaks_off_what_takes_longer_than_five_seconds()
    {
        await using var bench = await new PushBench().StartAsync();
        await bench.AddAsync(new Chain(bench.Stream).Next(bench.Time.GetUtcNow()));
        bench.Receiver.Answer = async (_, cut) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, bench.Time, cut);
            return PushOutcome.Taken;
        };
        var dispatcher = bench.Dispatcher();
        bench.Wake(dispatcher);
        await Eventually.HoldsAsync(() => Task.FromResult(bench.Receiver.All.Count == 1), Cancel);

        var stop = dispatcher.DisposeAsync();
        await bench.Time.PassAsync(StreamSession.TimeToStop, Cancel);
        await stop;

        var delivery = await bench.DeliveryAsync();
        Assert.Equal((null, 0, null), (delivery.Holder, delivery.Failures, delivery.LastError));
        Assert.Single(await bench.WaitingAsync());
    }
}
