using System.Text;
using Scim.Operations.Streams;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Operations.Tests.Streams;

public sealed class StreamReplaysTests : IAsyncLifetime
{
    private StreamSite _site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await StreamSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Every_user_is_told_as_it_is_and_those_that_are_gone_are_not()
    {
        var (ada, bob) = (await _site.Site.CreateUserAsync("ada"), await _site.Site.CreateUserAsync("bob"));
        var stream = await _site.CreateBegunAsync();
        await _site.DeleteAsync(bob.Id);

        Assert.Equal(1, await _site.ReplayAsync(stream));

        var told = Assert.Single(await _site.WaitingAsync(stream), told => told.Kind == EventKind.Create);
        Assert.Equal((ada.Id, ada.Version, ada.Version), (told.User, told.Version, told.Previous));
        Assert.True(told.Id.Write.Value.CompareTo(ada.Version.Value) > 0);
        Assert.Contains("\"ada\"", Encoding.UTF8.GetString(told.Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_makes_no_event_since_its_clock_is_behind_is_told()
    {
        var ada = await _site.Site.CreateUserAsync("ada");
        var stream = await _site.CreateAsync();
        var replaying = _site.ReplayAsync(stream);
        _site.Site.Time.Advance(stream.From - _site.Site.Time.GetUtcNow());

        // The operator's clock is ahead: by that of the instance the stream has not begun.
        var changed = await _site.RenameAsync(ada.Id, "Countess");
        Assert.Empty(await _site.WaitingAsync(stream));
        _site.Site.Time.Advance(StreamReplays.Settling);

        Assert.Equal(1, await replaying);
        Assert.Equal(changed.Version, Assert.Single(await _site.WaitingAsync(stream)).Version);
    }

    [Fact]
    public async Task One_that_does_not_wait_says_when_it_can_begin()
    {
        var stream = await _site.CreateAsync();

        await RefusesAsync(_site.ReplayAsync(stream, waits: false), "It can begin at 00:01:30 UTC.", remedy: null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stream_that_ends_or_begins_anew_meanwhile_gets_no_more(bool isDeleted)
    {
        for (var user = 0; user < 60; user++) await _site.Site.CreateUserAsync($"user{user}");
        var stream = await _site.CreateBegunAsync();
        await using var replay = _site.Site.Get<StreamReplays>().RunAsync(new ReplayOrder(stream.Account, stream.Id), Cancel)
            .GetAsyncEnumerator(Cancel);
        Assert.True(await replay.MoveNextAsync());
        Assert.Equal(50, replay.Current.Told);

        if (isDeleted)
        {
            await _site.Streams.DeleteAsync(stream.Account, stream.Id, Cancel);
        }
        else
        {
            await SetAsync(stream, StreamStatus.Disabled);
            await SetAsync(stream, StreamStatus.Enabled);
        }

        await RefusesAsync(
            replay.MoveNextAsync().AsTask(),
            "The stream was disabled or deleted meanwhile.",
            new Remedy.ReplayAnew(stream.Account, stream.Id));
        Assert.DoesNotContain(await _site.WaitingAsync(stream), told => !told.Id.IsControl);
    }

    [Fact]
    public async Task A_disabled_stream_and_one_whose_creation_was_broken_off_are_refused()
    {
        var stream = await _site.CreateBegunAsync();
        var remedy = new Remedy.EnableEvents(stream.Account, stream.Id);
        await _site.ForceAsync();
        await RefusesAsync(_site.ReplayAsync(stream), "was broken off", remedy);

        await SetAsync(stream, StreamStatus.Disabled);

        await RefusesAsync(_site.ReplayAsync(stream), "The stream is disabled", remedy);
    }

    [Fact]
    public async Task It_goes_on_where_it_was_broken_off()
    {
        const int Users = 620;
        for (var user = 0; user < Users; user++) await _site.Site.CreateUserAsync($"user{user}");
        var stream = await _site.CreateBegunAsync();
        await BreakOffAsync(stream, after: 550);
        Assert.NotNull((await FindAsync(stream)).ReplayedTo);

        Assert.Equal(Users - StreamReplays.UsersBetweenNotes, await _site.ReplayAsync(stream, resumes: true));

        Assert.Null((await FindAsync(stream)).ReplayedTo);
        Assert.Equal(Users, (await _site.WaitingAsync(stream)).Select(told => told.User).Distinct().Count());
    }

    [Fact]
    public async Task A_new_one_is_not_resumed_where_an_older_one_ended()
    {
        const int Users = 520;
        for (var user = 0; user < Users; user++) await _site.Site.CreateUserAsync($"user{user}");
        var stream = await _site.CreateBegunAsync();
        await BreakOffAsync(stream, after: 500);
        await BreakOffAsync(stream, after: 50);

        Assert.Equal(Users, await _site.ReplayAsync(stream, resumes: true));
    }

    [Fact]
    public async Task A_stream_that_begins_anew_is_told_all()
    {
        const int Users = 520;
        for (var user = 0; user < Users; user++) await _site.Site.CreateUserAsync($"user{user}");
        var stream = await _site.CreateBegunAsync();
        await BreakOffAsync(stream, after: 500);
        await SetAsync(stream, StreamStatus.Disabled);
        stream = await SetAsync(stream, StreamStatus.Enabled);
        _site.Site.Time.Advance(StreamReplays.BeginningOf(stream) - _site.Site.Time.GetUtcNow());

        Assert.Equal(Users, await _site.ReplayAsync(stream, resumes: true));
    }

    [Fact]
    public async Task It_waits_until_the_receiver_has_taken_some_or_ends_and_says_how_to_go_on()
    {
        await _site.Site.CreateUserAsync("ada");
        var stream = await _site.CreateBegunAsync();
        var outbox = _site.Site.Get<IOutbox>();
        var now = _site.Site.Time.GetUtcNow();
        for (var count = 0; count < StreamReplays.MostWaiting; count++)
        {
            await outbox.AddAsync(stream.Account, new OutboxEvent
            {
                Stream = stream.Id,
                Id = new EventId(WriteId.New(now), EventId.Change),
                Kind = EventKind.Delete,
                User = UserId.New(now),
                When = now,
            }, Cancel);
        }
        await RefusesAsync(
            _site.ReplayAsync(stream, waits: false),
            "10000 events wait for the receiver",
            new Remedy.ResumeReplay(stream.Account, stream.Id));
        await using var replay = _site.Site.Get<StreamReplays>().RunAsync(new ReplayOrder(stream.Account, stream.Id), Cancel)
            .GetAsyncEnumerator(Cancel);
        Assert.True(await replay.MoveNextAsync());
        Assert.Equal(new ReplayProgress(0, IsWaiting: true), replay.Current);

        var next = replay.MoveNextAsync().AsTask();
        await outbox.RemoveAsync(stream.Account, stream.Id, [(await _site.WaitingAsync(stream))[0].Id], Cancel);
        Assert.False(next.IsCompleted);
        _site.Site.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(await next);
        Assert.Equal(new ReplayProgress(1, IsWaiting: false), replay.Current);
    }

    private async Task BreakOffAsync(StreamRecord stream, int after)
    {
        await foreach (var sofar in _site.Site.Get<StreamReplays>().RunAsync(new ReplayOrder(stream.Account, stream.Id), Cancel))
        {
            if (sofar.Told >= after) return;
        }
    }

    private async Task<StreamRecord> FindAsync(StreamRecord stream) =>
        await _site.Streams.FindAsync(stream.Account, stream.Id, Cancel);

    private Task<StreamRecord> SetAsync(StreamRecord stream, StreamStatus status) =>
        _site.Streams.SetStatusAsync(stream.Account, stream.Id, status, reason: null, Cancel);

    private static async Task RefusesAsync(Task act, string fault, Remedy? remedy)
    {
        var refused = await Assert.ThrowsAsync<OperationRefusedException>(() => act);
        Assert.Contains(fault, refused.Refusal.Fault, StringComparison.Ordinal);
        Assert.Equal(remedy, refused.Refusal.Remedy);
    }
}
