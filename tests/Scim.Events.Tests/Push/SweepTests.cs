using Scim.Events.Handout;
using Scim.Events.Push;
using Scim.Provisioning;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Tests.Push;

/// <summary>What a look at all streams does.</summary>
public sealed class SweepTests
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(4);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_left_behind_is_pushed()
    {
        await using var bench = await new PushBench().StartAsync();
        var chain = new Chain(bench.Stream);
        await bench.AddAsync(chain.Next(bench.Time.GetUtcNow()), chain.Next(bench.Time.GetUtcNow()));

        await bench.Sweep().RunAsync(Most, Cancel);

        Assert.Equal(chain.Ids, bench.Receiver.All.Select(told => told.Id));
        Assert.Empty(await bench.WaitingAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_nobody_took_in_time_is_dropped_counted_and_told(bool isPush)
    {
        await using var bench = await new PushBench().StartAsync(stream => stream with
        {
            Endpoint = isPush ? stream.Endpoint : null,
            Retention = TimeSpan.FromDays(1),
        });
        bench.Receiver.Answer = (_, _) => Task.FromResult(PushOutcome.Failed("it answers 503"));
        var (old, young) = (new Chain(bench.Stream), new Chain(bench.Stream));
        await bench.AddAsync(old.Next(bench.Time.GetUtcNow()), old.Next(bench.Time.GetUtcNow()));
        await bench.AddAsync(new Chain(bench.Stream).Next(bench.Time.GetUtcNow()) with { SetAside = "invalid_request" });
        bench.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(2));
        await bench.AddAsync(young.Next(bench.Time.GetUtcNow()));

        await bench.Sweep().RunAsync(Most, Cancel);

        Assert.Equal(young.Ids, (await bench.WaitingAsync()).Select(told => told.Id));
        Assert.Equal(3, (await bench.DeliveryAsync()).Lost);
        Assert.Contains(bench.Log.Lines, line => line.StartsWith("Warning 1511", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Streams_that_are_polled_for_are_not_pushed()
    {
        await using var bench = await new PushBench().StartAsync(stream => stream with { Endpoint = null });
        await bench.AddAsync(new Chain(bench.Stream).Next(bench.Time.GetUtcNow()));

        await bench.Sweep().RunAsync(Most, Cancel);

        Assert.Single(await bench.WaitingAsync());
        Assert.Empty(bench.Receiver.All);
    }

    [Fact]
    public async Task What_receivers_have_taken_is_removed_where_an_instance_left_it()
    {
        await using var bench = await new PushBench().StartAsync(stream => stream with { Endpoint = null });
        List<OutboxEvent> told = [.. Enumerable.Range(0, 3).Select(_ => new Chain(bench.Stream).Next(bench.Time.GetUtcNow()))];
        await bench.AddAsync([.. told]);
        await AcknowledgeAsync(told[0]);
        bench.Time.Advance(AcknowledgedEvents.LeftBehind);
        await AcknowledgeAsync(told[1]);
        bench.Time.Advance(TimeSpan.FromSeconds(1));

        await bench.Sweep().RunAsync(Most, Cancel);

        Assert.Equal((0, 1), (await RemoveAsync(told[0]), await RemoveAsync(told[1])));
        Assert.Equal([told[2].Id], (await bench.WaitingAsync()).Select(one => one.Id));

        Task AcknowledgeAsync(OutboxEvent taken) => bench.Outbox.AcknowledgeAsync(
            bench.Stream.Account, bench.Stream.Id, WriteId.New(bench.Time.GetUtcNow()), [taken.Id], Cancel);

        Task<int> RemoveAsync(OutboxEvent taken) => bench.Outbox.RemoveAsync(bench.Stream.Account, bench.Stream.Id, [taken.Id], Cancel);
    }

    [Fact]
    public async Task A_stream_without_events_costs_one_request()
    {
        await using var bench = await new PushBench().StartAsync();

        await bench.Sweep().RunAsync(Most, Cancel);

        Assert.Equal(1, bench.Outbox.Reads);
    }

    [Fact]
    public async Task A_deleted_stream_is_emptied_and_after_a_minute_removed()
    {
        await using var bench = await new PushBench().StartAsync();
        await bench.ChangeAsync(stream => stream with { Deleted = bench.Time.GetUtcNow() });
        await bench.NoteAsync(noted => noted with { Failures = 1 });
        await bench.AddAsync(new Chain(bench.Stream).Next(bench.Time.GetUtcNow()));
        var sweep = bench.Sweep();

        await sweep.RunAsync(Most, Cancel);
        Assert.Empty(await bench.WaitingAsync());
        Assert.NotNull(await bench.Storage.Streams.FindAsync(bench.Stream.Account, bench.Stream.Id, Cancel));
        bench.Time.Advance(StreamSetting.Notice);
        await bench.AddAsync(new Chain(bench.Stream).Next(bench.Time.GetUtcNow())); // Of an instance with old settings.
        await sweep.RunAsync(Most, Cancel);

        Assert.Empty(await bench.WaitingAsync());
        Assert.Null(await bench.Storage.Streams.FindAsync(bench.Stream.Account, bench.Stream.Id, Cancel));
        Assert.Equal("", (await bench.DeliveryAsync()).ETag);
        Assert.Empty(bench.Receiver.All);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_old_settings_still_wrote_for_a_disabled_stream_is_removed_and_is_no_loss(bool isPush)
    {
        await using var bench = await new PushBench().StartAsync(stream => stream with
        {
            Endpoint = isPush ? stream.Endpoint : null,
            Status = StreamStatus.Disabled,
        });
        var chain = new Chain(bench.Stream);
        await bench.AddAsync(Enumerable.Range(0, 300).Select(_ => chain.Next(bench.Time.GetUtcNow())));
        await bench.AddAsync(chain.Next(bench.Time.GetUtcNow()) with { SetAside = "invalid_request" });

        await bench.Sweep().RunAsync(Most, Cancel);

        Assert.Empty(await bench.WaitingAsync());
        Assert.Equal(0, (await bench.DeliveryAsync()).Lost);
        Assert.Empty(bench.Receiver.All);
    }

    [Fact]
    public async Task A_stream_that_was_enabled_since_it_was_listed_keeps_what_waits()
    {
        await using var bench = await new PushBench().StartAsync(stream => stream with
        {
            Endpoint = null,
            Status = StreamStatus.Disabled,
        });
        await bench.AddAsync(new Chain(bench.Stream).Next(bench.Time.GetUtcNow()));
        bench.Outbox.ReadingKeys = () =>
        {
            bench.Outbox.ReadingKeys = () => Task.CompletedTask;
            return bench.ChangeAsync(stream => stream with { Status = StreamStatus.Enabled });
        };

        await bench.Sweep().RunAsync(Most, Cancel);

        Assert.Single(await bench.WaitingAsync());
    }

    [Fact]
    public async Task What_a_disabled_stream_has_to_tell_of_itself_is_never_late()
    {
        await using var bench = await new PushBench().StartAsync(stream => stream with
        {
            Endpoint = null,
            Status = StreamStatus.Disabled,
        });
        using var metrics = new StreamGauges(bench.Stream.Id);
        await bench.AddAsync(Chain.Control(bench.Stream, bench.Time.GetUtcNow(), EventKind.StreamUpdated));
        bench.Time.Advance(TimeSpan.FromHours(1));

        await bench.Sweep().RunAsync(Most, Cancel);

        Assert.Single(await bench.WaitingAsync());
        Assert.Equal([("scim.events.backlog", 1), ("scim.events.oldest.age", 0)], metrics.Recorded);
    }

    [Fact]
    public async Task A_stream_that_breaks_off_does_not_keep_the_others_from_their_turn()
    {
        await using var bench = await new PushBench().StartAsync();
        var chain = new Chain(bench.Stream);
        await bench.AddAsync(chain.Next(bench.Time.GetUtcNow()));
        await bench.Storage.Streams.AddAsync(
            bench.Stream with { Account = AccountId.Parse("aaa"), Deleted = bench.Time.GetUtcNow() }, Cancel);
        bench.Outbox.RemovingAll = () => throw new StorageUnavailableException("no answer");

        await bench.Sweep().RunAsync(Most, Cancel);

        Assert.Equal(chain.Ids, bench.Receiver.All.Select(told => told.Id));
        Assert.Contains(bench.Log.Lines, line => line.StartsWith("Warning 1514", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_receiver_that_takes_long_has_a_turn_of_a_minute_and_another_after_the_others()
    {
        await using var bench = await new PushBench().StartAsync();
        var chain = new Chain(bench.Stream);
        await bench.AddAsync(Enumerable.Range(0, 12).Select(_ => chain.Next(bench.Time.GetUtcNow())));
        var begin = bench.Time.GetUtcNow();
        bench.TakeEachIn(TimeSpan.FromSeconds(9));

        await bench.Sweep().RunAsync(Most, Cancel);

        Assert.Empty(await bench.WaitingAsync());
        Assert.Equal(12, bench.Receiver.All.Count);
        Assert.True(bench.Time.GetUtcNow() - begin > TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task It_ends_when_its_time_is_over()
    {
        await using var bench = await new PushBench().StartAsync();
        var chain = new Chain(bench.Stream);
        await bench.AddAsync(Enumerable.Range(0, 100).Select(_ => chain.Next(bench.Time.GetUtcNow())));
        bench.TakeEachIn(TimeSpan.FromSeconds(9));

        await bench.Sweep().RunAsync(Most, Cancel);

        Assert.InRange(bench.Receiver.All.Count, 20, 35);
        Assert.Null((await bench.DeliveryAsync()).Holder);
    }

    [Fact]
    public async Task A_host_that_stops_ends_it_without_a_failure()
    {
        await using var bench = await new PushBench().StartAsync();
        using var stop = new CancellationTokenSource();
        await bench.AddAsync(new Chain(bench.Stream).Next(bench.Time.GetUtcNow()), new Chain(bench.Stream).Next(bench.Time.GetUtcNow()));
        bench.Receiver.Answer = (_, _) =>
        {
            stop.Cancel();
            return Task.FromResult(PushOutcome.Taken);
        };

        await bench.Sweep().RunAsync(Most, stop.Token);

        Assert.Single(bench.Receiver.All);
        Assert.DoesNotContain(bench.Log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_measures_what_waits()
    {
        await using var bench = await new PushBench().StartAsync(stream => stream with { Endpoint = null });
        using var metrics = new StreamGauges(bench.Stream.Id);
        await bench.AddAsync(Enumerable.Range(0, 3).Select(_ => new Chain(bench.Stream).Next(bench.Time.GetUtcNow())));
        bench.Time.Advance(TimeSpan.FromSeconds(90));

        await bench.Sweep().RunAsync(Most, Cancel);

        Assert.Equal([("scim.events.backlog", 3), ("scim.events.oldest.age", 90)], metrics.Recorded);
    }
}
