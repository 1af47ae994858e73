using Scim.Events.Push;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;
using Scim.Testing;

namespace Scim.Events.Tests.Push;

/// <summary>What is pushed, in which order, and how many at once.</summary>
public sealed class PushDispatcherTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_committed_is_pushed_and_removed()
    {
        await using var bench = await new PushBench().StartAsync();
        var chain = new Chain(bench.Stream);
        await bench.AddAsync(chain.Next(bench.Time.GetUtcNow()));

        bench.Wake(bench.Dispatcher());
        await bench.DrainedAsync(Cancel);

        Assert.Equal(chain.Ids, bench.Receiver.All.Select(told => told.Id));
        var delivery = await bench.DeliveryAsync();
        Assert.Equal((bench.Time.GetUtcNow(), 0, null), (delivery.LastDelivered, delivery.Failures, delivery.NextTry));
    }

    [Fact]
    public async Task Each_user_has_one_under_way_and_all_in_order()
    {
        await using var bench = await new PushBench().StartAsync();
        var chains = await ChainsAsync(bench, users: 40, versions: 5);
        bench.Receiver.Answer = async (_, _) =>
        {
            await Task.Yield();
            return PushOutcome.Taken;
        };

        bench.Wake(bench.Dispatcher());
        await bench.DrainedAsync(Cancel);

        Assert.False(bench.Receiver.WasRaced);
        Assert.InRange(bench.Receiver.MostAtOnce, 1, 16);
        Assert.Equal(200, bench.Receiver.All.Count);
        foreach (var chain in chains)
            Assert.Equal(chain.Ids, bench.Receiver.All.Where(told => told.User == chain.User.ToString()).Select(told => told.Id));
    }

    [Fact]
    public async Task The_first_goes_alone_and_each_that_is_taken_doubles_how_many_go_at_once()
    {
        await using var bench = await new PushBench().StartAsync();
        await ChainsAsync(bench, users: 60, versions: 1);
        using var taken = new SemaphoreSlim(0);
        bench.Receiver.Answer = async (_, _) =>
        {
            await taken.WaitAsync(Cancel);
            return PushOutcome.Taken;
        };

        bench.Wake(bench.Dispatcher());

        foreach (var (answered, atOnce) in new[] { (0, 1), (1, 2), (2, 4), (3, 8), (4, 16), (5, 16) })
        {
            if (answered > 0) taken.Release();
            await Eventually.HoldsAsync(() => Task.FromResult(bench.Receiver.All.Count == answered + atOnce), Cancel);
            Assert.Equal(atOnce, bench.Receiver.MostAtOnce);
        }
        taken.Release(60);
        await bench.DrainedAsync(Cancel);
        Assert.Equal(16, bench.Receiver.MostAtOnce);
    }

    [Fact]
    public async Task What_is_committed_while_it_goes_on_goes_with_it()
    {
        await using var bench = await new PushBench().StartAsync();
        var (first, second) = (new Chain(bench.Stream), new Chain(bench.Stream));
        await bench.AddAsync(first.Next(bench.Time.GetUtcNow()));
        var dispatcher = bench.Dispatcher();
        bench.Receiver.Answer = async (told, _) =>
        {
            if (told.Id == first.Ids[0])
            {
                await bench.AddAsync(first.Next(bench.Time.GetUtcNow()), second.Next(bench.Time.GetUtcNow()));
                bench.Wake(dispatcher);
            }
            return PushOutcome.Taken;
        };

        bench.Wake(dispatcher);
        await bench.DrainedAsync(Cancel);

        Assert.Equal(3, bench.Receiver.All.Count);
    }

    [Fact]
    public async Task One_about_the_stream_goes_first_and_alone()
    {
        await using var bench = await new PushBench().StartAsync();
        var chain = new Chain(bench.Stream);
        var control = Chain.Control(bench.Stream, bench.Time.GetUtcNow());
        await bench.AddAsync(chain.Next(bench.Time.GetUtcNow()), control);

        bench.Wake(bench.Dispatcher());
        await bench.DrainedAsync(Cancel);

        Assert.Equal([control.Id, .. chain.Ids], bench.Receiver.All.Select(told => told.Id));
        Assert.Equal(1, bench.Receiver.MostAtOnce);
    }

    [Fact]
    public async Task A_paused_stream_tells_of_itself_only()
    {
        await using var bench = await new PushBench().StartAsync(stream => stream with { Status = StreamStatus.Paused });
        var control = Chain.Control(bench.Stream, bench.Time.GetUtcNow(), EventKind.StreamUpdated);
        await bench.AddAsync(new Chain(bench.Stream).Next(bench.Time.GetUtcNow()), control);

        await bench.Dispatcher().DispatchAsync(bench.Stream, Cancel);

        Assert.Equal([control.Id], bench.Receiver.All.Select(told => told.Id));
        Assert.Single(await bench.WaitingAsync());
    }

    [Fact]
    public async Task A_stream_that_is_paused_meanwhile_says_so_and_stops_within_two_seconds()
    {
        await using var bench = await new PushBench().StartAsync();
        await ChainsAsync(bench, users: 60, versions: 1);
        var answer = new TaskCompletionSource<PushOutcome>();
        bench.Receiver.Answer = (_, _) => answer.Task;
        var dispatch = bench.Dispatcher().DispatchAsync(bench.Stream, Cancel);
        await Eventually.HoldsAsync(() => Task.FromResult(bench.Receiver.All.Count == 1), Cancel);

        var control = Chain.Control(bench.Stream, bench.Time.GetUtcNow(), EventKind.StreamUpdated);
        await bench.AddAsync(control);
        await bench.ChangeAsync(stream => stream with { Status = StreamStatus.Paused });
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        answer.SetResult(PushOutcome.Taken);
        await dispatch;

        Assert.Equal(2, bench.Receiver.All.Count);
        Assert.Equal(control.Id, bench.Receiver.All[1].Id);
        Assert.Equal(59, (await bench.WaitingAsync()).Count);
    }

    [Fact]
    public async Task A_stream_that_is_deleted_meanwhile_gets_no_more()
    {
        await using var bench = await new PushBench().StartAsync();
        await ChainsAsync(bench, users: 60, versions: 1);
        var answer = new TaskCompletionSource<PushOutcome>();
        bench.Receiver.Answer = (_, _) => answer.Task;
        var dispatch = bench.Dispatcher().DispatchAsync(bench.Stream, Cancel);
        await Eventually.HoldsAsync(() => Task.FromResult(bench.Receiver.All.Count == 1), Cancel);

        await bench.ChangeAsync(stream => stream with { Deleted = bench.Time.GetUtcNow() });
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        answer.SetResult(PushOutcome.Taken);
        await dispatch;

        Assert.Single(bench.Receiver.All);
    }

    [Fact]
    public async Task A_stream_that_begins_later_gets_nothing_from_before()
    {
        await using var bench = await new PushBench().StartAsync(stream => stream with { From = stream.From.AddHours(1) });
        await ChainsAsync(bench, users: 3, versions: 2);

        await bench.Dispatcher().DispatchAsync(bench.Stream, Cancel);

        Assert.Empty(bench.Receiver.All);
        Assert.Empty(await bench.WaitingAsync());
    }

    [Fact]
    public async Task Without_a_key_nothing_is_sent_and_the_stream_says_so()
    {
        await using var bench = await new PushBench().StartAsync(stream => stream with { Algorithm = "RS256" });
        await ChainsAsync(bench, users: 1, versions: 1);

        await bench.Dispatcher().DispatchAsync(bench.Stream, Cancel);

        Assert.Empty(bench.Receiver.All);
        var delivery = await bench.DeliveryAsync();
        Assert.Equal(("no key for RS256 signs", null), (delivery.LastError, delivery.Holder));
    }

    [Fact]
    public async Task An_event_whose_predecessor_appears_late_is_waited_for()
    {
        await using var bench = await new PushBench().StartAsync();
        var chain = new Chain(bench.Stream);
        var first = chain.Next(bench.Time.GetUtcNow());
        await bench.AddAsync(chain.Next(bench.Time.GetUtcNow()));
        var isUnderWay = true;
        bench.Outbox.Late = () => isUnderWay ? [new OutboxKey(first.Id, first.User, first.When, false)] : [];
        var dispatch = bench.Dispatcher().DispatchAsync(bench.Stream, Cancel);

        await bench.Time.WaitsAsync(TimeSpan.FromSeconds(1), Cancel);
        Assert.Empty(bench.Receiver.All);
        isUnderWay = false;
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await dispatch;

        Assert.Equal(chain.Ids[1], Assert.Single(bench.Receiver.All).Id);
    }

    private static async Task<IReadOnlyList<Chain>> ChainsAsync(PushBench bench, int users, int versions)
    {
        var chains = Enumerable.Range(0, users).Select(_ => new Chain(bench.Stream)).ToList();
        for (var version = 0; version < versions; version++)
            await bench.AddAsync(chains.Select(chain => chain.Next(bench.Time.GetUtcNow())));
        return chains;
    }
}
