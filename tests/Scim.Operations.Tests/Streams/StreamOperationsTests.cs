using System.Text;
using Moq;
using Scim.Operations.Accounts;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;

namespace Scim.Operations.Tests.Streams;

public sealed class StreamOperationsTests : IAsyncLifetime
{
    private StreamSite _site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await StreamSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("verify")]
    [InlineData("resume")]
    [InlineData("redeliver")]
    public async Task Who_acts_for_a_stream_has_its_receiver_tried_at_once(string act)
    {
        var stream = await _site.CreateAsync("https://app.example.com/events");
        var noted = await _site.Store.FindDeliveryAsync(stream.Account, stream.Id, Cancel);
        await _site.Store.WriteDeliveryAsync(noted with { Failures = 9, NextTry = _site.Site.Time.GetUtcNow().AddHours(1) }, Cancel);

        await (act switch
        {
            "verify" => _site.Streams.VerifyAsync(stream.Account, stream.Id, state: null, Cancel),
            "resume" => SetAsync(stream, StreamStatus.Enabled),
            _ => (Task)_site.Streams.RedeliverAsync(stream.Account, stream.Id, only: null, Cancel),
        });

        var then = await _site.Store.FindDeliveryAsync(stream.Account, stream.Id, Cancel);
        Assert.Equal((9, null), (then.Failures, then.NextTry)); // One event probes.
    }

    [Fact]
    public async Task A_new_stream_begins_60_s_later_and_writes_go_by_it()
    {
        var stream = await _site.CreateAsync();

        Assert.Equal(_site.Site.Time.GetUtcNow().AddSeconds(60), stream.From);
        Assert.Equal([stream.Setting!], await _site.InForceAsync());
        Assert.False(Assert.Single(await _site.Streams.ListAsync(OperatorSite.Acme, Cancel)).IsUnfinished);
        Assert.Equal(stream, (await _site.Streams.DescribeAsync(OperatorSite.Acme, stream.Id, Cancel)).Stream);
    }

    [Fact]
    public async Task An_account_has_three_and_one_that_is_disabled_counts()
    {
        var first = await _site.CreateAsync();
        await _site.CreateAsync();
        await _site.CreateAsync();
        await SetAsync(first, StreamStatus.Disabled);

        await RefusesAsync(_site.CreateAsync(), "has 3 streams, which is the most.", new Remedy.SeeStreams(OperatorSite.Acme));

        Assert.Equal(2, (await _site.InForceAsync()).Count);
        await _site.Streams.DeleteAsync(OperatorSite.Acme, first.Id, Cancel);
        await _site.CreateAsync();
        Assert.Equal(3, (await _site.InForceAsync()).Count);
    }

    [Theory]
    [InlineData("http://app.example.com/events")]
    [InlineData("https://user:secret@app.example.com/events")]
    [InlineData("https://app.example.com/events#part")]
    [InlineData("/events")]
    [InlineData("ftp://app.example.com")]
    public async Task Addresses_that_nothing_is_pushed_to_are_refused(string endpoint)
    {
        await RefusesAsync(_site.CreateAsync(endpoint), "Events are pushed to an https address");

        Assert.Empty(await _site.Streams.ListAsync(OperatorSite.Acme, Cancel));
    }

    [Fact]
    public async Task Without_storages_time_no_stream_begins()
    {
        var stream = await _site.CreateAsync();
        await SetAsync(stream, StreamStatus.Disabled);
        _site.Site.Integrity.Setup(check => check.CheckClockAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Finding(null, FindingKind.Clock, "ahead by 1 min", User: null, FindingState.Found));

        await RefusesAsync(_site.CreateAsync(), "Set the clock of this machine");
        await RefusesAsync(SetAsync(stream, StreamStatus.Enabled), "Set the clock of this machine");

        Assert.Empty(await _site.InForceAsync());
        Assert.Single(await _site.Streams.ListAsync(OperatorSite.Acme, Cancel));
    }

    [Fact]
    public async Task A_pause_leaves_the_beginning_and_a_disabled_stream_begins_anew()
    {
        var stream = await _site.CreateBegunAsync();

        Assert.Equal(stream.From, (await SetAsync(stream, StreamStatus.Paused)).From);
        Assert.Equal([stream.Setting!], await _site.InForceAsync());
        Assert.Equal(stream.From, (await SetAsync(stream, StreamStatus.Enabled)).From);
        await SetAsync(stream, StreamStatus.Disabled);
        Assert.Empty(await _site.InForceAsync());
        await RefusesAsync(
            SetAsync(stream, StreamStatus.Paused), "The stream is disabled", new Remedy.EnableEvents(OperatorSite.Acme, stream.Id));
        var again = await SetAsync(stream, StreamStatus.Enabled);

        Assert.Equal(_site.Site.Time.GetUtcNow().AddSeconds(60), again.From);
        Assert.Equal([again.Setting!], await _site.InForceAsync());
        Assert.Equal(
            ["paused", "enabled", "disabled", "enabled"],
            (await _site.WaitingAsync(stream)).Where(told => told.Kind == EventKind.StreamUpdated)
                .OrderBy(told => told.Id).Select(told => Encoding.UTF8.GetString(told.Content.Span).Split('"')[3]));
    }

    [Fact]
    public async Task Disabling_drops_what_waits_but_for_what_tells_so()
    {
        var stream = await _site.CreateBegunAsync();
        await _site.Site.CreateUserAsync("ada");
        Assert.Single(await _site.WaitingAsync(stream));

        await SetAsync(stream, StreamStatus.Disabled, "moved");

        var told = Assert.Single(await _site.WaitingAsync(stream));
        Assert.Equal("""{"status":"disabled","reason":"moved"}""", Encoding.UTF8.GetString(told.Content.Span));
    }

    [Fact]
    public async Task Whoever_publishes_a_stream_while_it_is_disabled_does_not_keep_it_in_force()
    {
        var stream = await _site.CreateAsync();
        _site.Store.BeforeUpdate = () => _site.ForceAsync(stream.Setting!); // Enabled.

        await SetAsync(stream, StreamStatus.Disabled);

        Assert.Empty(await _site.InForceAsync());
    }

    [Fact]
    public async Task Whoever_publishes_a_stream_while_it_is_deleted_does_not_keep_it_in_force()
    {
        var stream = await _site.CreateAsync();
        _site.Store.BeforeUpdate = () => _site.ForceAsync(stream.Setting!); // Enabled.

        await _site.Streams.DeleteAsync(OperatorSite.Acme, stream.Id, Cancel);

        Assert.Empty(await _site.InForceAsync());
        Assert.NotNull(Assert.Single(await _site.Streams.ListAsync(OperatorSite.Acme, Cancel)).Stream.Deleted);
        await RefusesAsync(
            _site.Streams.FindAsync(OperatorSite.Acme, stream.Id, Cancel), "has no stream", new Remedy.SeeStreams(OperatorSite.Acme));
    }

    [Theory]
    [InlineData(StreamStatus.Enabled)]
    [InlineData(StreamStatus.Paused)]
    [InlineData(StreamStatus.Disabled)]
    public async Task What_was_broken_off_is_told_and_the_same_status_finishes_it(StreamStatus status)
    {
        var stream = await _site.CreateBegunAsync();
        await SetAsync(stream, status);
        await _site.ForceAsync(status == StreamStatus.Disabled ? [stream.Setting!] : []); // Enabled.
        Assert.True((await _site.Streams.DescribeAsync(OperatorSite.Acme, stream.Id, Cancel)).IsUnfinished);
        Assert.True(Assert.Single(await _site.Streams.ListAsync(null, Cancel)).IsUnfinished);

        var finished = await SetAsync(stream, status);

        IReadOnlyList<StreamSetting> wanted = finished.Setting is { } setting ? [setting] : [];
        Assert.Equal(wanted, await _site.InForceAsync());
        Assert.False(Assert.Single(await _site.Streams.ListAsync(null, Cancel)).IsUnfinished);
        Assert.Equal(status == StreamStatus.Disabled, finished.From == stream.From);
    }

    [Fact]
    public async Task A_refused_event_is_told_and_taken_up_alone_or_with_all_others()
    {
        var stream = await _site.CreateBegunAsync();
        foreach (var name in new[] { "ada", "bob", "cid" }) await _site.Site.CreateUserAsync(name);
        var ids = (await _site.WaitingAsync(stream)).Select(told => told.Id).ToList();
        foreach (var id in ids) await _site.Site.Get<IOutbox>().SetAsideAsync(OperatorSite.Acme, stream.Id, id, "access_denied", Cancel);
        var aside = await _site.Streams.ListSetAsideAsync(OperatorSite.Acme, stream.Id, Cancel);
        Assert.Equal(3, aside.Count(told => told.SetAside == "access_denied"));

        Assert.Equal(1, await _site.Streams.RedeliverAsync(OperatorSite.Acme, stream.Id, ids[1], Cancel));
        await RefusesAsync(_site.Streams.RedeliverAsync(OperatorSite.Acme, stream.Id, ids[1], Cancel), $"No event {ids[1]} is set aside.");
        Assert.Equal(2, (await _site.Streams.DescribeAsync(OperatorSite.Acme, stream.Id, Cancel)).SetAside);
        Assert.Equal(2, await _site.Streams.RedeliverAsync(OperatorSite.Acme, stream.Id, only: null, Cancel));

        Assert.Empty(await _site.Streams.ListSetAsideAsync(OperatorSite.Acme, stream.Id, Cancel));
    }

    [Fact]
    public async Task What_a_receiver_is_told_has_a_longest_length()
    {
        var stream = await _site.CreateAsync();

        await RefusesAsync(SetAsync(stream, StreamStatus.Paused, new string('x', 513)), "A reason has 1 to 512 characters");
        await RefusesAsync(_site.Streams.VerifyAsync(OperatorSite.Acme, stream.Id, new string('x', 513), Cancel), "A state has 1 to 512");
        await _site.Streams.VerifyAsync(OperatorSite.Acme, stream.Id, new string('x', 512), Cancel);

        Assert.Single(await _site.WaitingAsync(stream));
    }

    [Fact]
    public async Task The_streams_of_an_account_that_is_deleted_hand_nothing_out_before_a_row_is_removed()
    {
        await _site.CreateAsync();
        var account = await _site.Site.Get<AccountOperations>().FindAsync(OperatorSite.Acme, Cancel);

        var deleting = _site.Site.Get<AccountDeletion>().DeleteAsync(account, new Progress<int>(), Cancel);

        Assert.NotNull((await _site.Store.ListAsync(OperatorSite.Acme, Cancel).SingleAsync(Cancel)).Deleted);
        _site.Site.Time.Advance(AccountDeletion.Grace);
        await deleting;
        Assert.Empty(await _site.Store.ListAsync(null, Cancel).ToListAsync(Cancel));
    }

    private Task<StreamRecord> SetAsync(StreamRecord stream, StreamStatus status, string? reason = null)
    {
        // What is told first has the earlier id.
        _site.Site.Time.Advance(TimeSpan.FromMilliseconds(1));
        return _site.Streams.SetStatusAsync(stream.Account, stream.Id, status, reason, Cancel);
    }

    private static async Task RefusesAsync(Task act, string fault, Remedy? remedy = null)
    {
        var refused = await Assert.ThrowsAsync<OperationRefusedException>(() => act);
        Assert.Contains(fault, refused.Refusal.Fault, StringComparison.Ordinal);
        Assert.Equal(remedy, refused.Refusal.Remedy);
    }
}
