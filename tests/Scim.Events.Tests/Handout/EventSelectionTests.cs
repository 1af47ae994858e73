using Microsoft.Extensions.Time.Testing;
using Scim.Events.Handout;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Tests.Handout;

public sealed class EventSelectionTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly StreamRecord _stream;
    private Func<Task> _step = () => Task.CompletedTask;

    public EventSelectionTests()
    {
        var begin = _time.GetUtcNow();
        _stream = new StreamRecord
        {
            Account = AccountId.Parse("acme"),
            Id = StreamId.New(begin),
            Audience = "https://receiver.example.com",
            Content = EventContent.Notice,
            Created = begin,
            From = begin,
        };
        _time.Advance(TimeSpan.FromMinutes(1));
        Outbox = new SteppedOutbox(() => _step());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SteppedOutbox Outbox { get; }

    private DateTimeOffset Now => _time.GetUtcNow();

    [Fact]
    public async Task One_event_of_each_user_goes_in_the_order_of_the_ids()
    {
        var (ann, bob) = (User(), User());
        var first = ann.Change(Now);
        var second = bob.Change(Now.AddMilliseconds(1));
        Outbox.Add(first, second, ann.Change(Now.AddMilliseconds(2)));

        var selected = await SelectAsync();

        Assert.Equal([first.Id, second.Id], selected.Events.Select(told => told.Id));
        Assert.True(selected.HasMore);
    }

    [Fact]
    public async Task First_versions_need_no_second_look()
    {
        Outbox.Add(User().Change(Now), User().Change(Now));

        var selected = await SelectAsync();

        Assert.Equal((2, false, 0), (selected.Events.Count, selected.HasMore, Outbox.Looks));
    }

    [Fact]
    public async Task A_version_waits_for_one_that_was_committed_while_the_page_was_read()
    {
        var (ann, bob) = (User(), User());
        var (early, first) = (bob.Change(Now), ann.Change(Now.AddMilliseconds(1)));
        var second = ann.Change(Now.AddMilliseconds(3));
        Outbox.Add(early, bob.Change(Now.AddMilliseconds(2)));
        // The page has passed the place of the first version when both are committed.
        StepAt(3, () => Outbox.Add(first, second));

        var selected = await SelectAsync();

        Assert.Equal([early.Id], selected.Events.Select(told => told.Id));
        Assert.True(selected.HasMore);
        Assert.Equal([early.Id, first.Id], (await SelectAsync()).Events.Select(told => told.Id));
    }

    [Fact]
    public async Task A_version_that_waits_alone_makes_the_selection_begin_again()
    {
        var (ann, bob) = (User(), User());
        var (blocked, first) = (bob.Change(Now), ann.Change(Now.AddMilliseconds(1)));
        var second = ann.Change(Now.AddMilliseconds(3));
        Outbox.Add(blocked with { SetAside = "invalid_request" }, bob.Change(Now.AddMilliseconds(2)));
        StepAt(3, () => Outbox.Add(first, second));

        Assert.Equal([first.Id], (await SelectAsync()).Events.Select(told => told.Id));
    }

    [Fact]
    public async Task An_activation_waits_for_the_change_that_it_came_with()
    {
        var (ann, bob) = (User(), User());
        ann.Change(Now);
        var early = bob.Change(Now.AddMilliseconds(1));
        var events = ann.Activate(Now.AddMilliseconds(2));
        Outbox.Add(early, events[1]);
        var isLate = true;
        // As if the page had passed the place of the change before both were committed.
        StepAt(4, () =>
        {
            if (isLate) Outbox.Add(events[0]);
            isLate = false;
        });

        Assert.Equal([early.Id], (await SelectAsync()).Events.Select(told => told.Id));
        Assert.Equal([early.Id, events[0].Id], (await SelectAsync()).Events.Select(told => told.Id));
    }

    [Fact]
    public async Task A_replay_goes_between_its_version_and_the_next()
    {
        var ann = User();
        var version = ann.Change(Now);
        var replay = ann.Replay(Now.AddHours(1));
        var next = ann.Delete(Now);
        Outbox.Add(next, replay, version);

        foreach (var expected in new[] { version.Id, replay.Id, next.Id })
        {
            var selected = await SelectAsync();
            Assert.Equal([expected], selected.Events.Select(told => told.Id));
            Outbox.Remove(expected);
        }
    }

    [Fact]
    public async Task What_is_set_aside_holds_up_its_user_only()
    {
        var (ann, bob) = (User(), User());
        var (refused, other) = (ann.Change(Now), bob.Change(Now.AddMilliseconds(1)));
        Outbox.Add(refused with { SetAside = "invalid_request" }, other, ann.Change(Now.AddMilliseconds(2)));

        var selected = await SelectAsync();

        Assert.Equal([other.Id], selected.Events.Select(told => told.Id));
        Assert.False(selected.HasMore);
    }

    [Fact]
    public async Task What_is_set_aside_while_the_page_is_read_holds_up_its_user()
    {
        var (ann, bob) = (User(), User());
        var (early, refused) = (bob.Change(Now), ann.Change(Now.AddMilliseconds(1)));
        Outbox.Add(early, refused, ann.Change(Now.AddMilliseconds(2)));
        StepAt(3, () => Outbox.Aside(refused.Id, "invalid_request"));

        Assert.Equal([early.Id, refused.Id], (await SelectAsync()).Events.Select(told => told.Id));
        Assert.Equal([early.Id], (await SelectAsync()).Events.Select(told => told.Id));
    }

    [Fact]
    public async Task Events_of_busy_users_are_left_and_tell_that_there_is_more()
    {
        var ann = User();
        Outbox.Add(ann.Change(Now));

        var selected = await SelectAsync(new SelectionBounds { Most = 10, BusyUsers = new HashSet<UserId> { ann.Id } });

        Assert.Equal((0, true), (selected.Events.Count, selected.HasMore));
    }

    [Fact]
    public async Task What_is_gone_counts_as_removed()
    {
        var ann = User();
        var (first, second) = (ann.Change(Now), ann.Change(Now));
        Outbox.Add(first, second);

        var selected = await SelectAsync(new SelectionBounds { Most = 10, Gone = new HashSet<EventId> { first.Id } });

        Assert.Equal([second.Id], selected.Events.Select(told => told.Id));
        Assert.False(selected.HasMore);
    }

    [Fact]
    public async Task Events_about_the_stream_go_first_and_alone()
    {
        var (one, other) = (Control(Now), Control(Now.AddSeconds(1)));
        Outbox.Add(User().Change(Now), other, one);

        var selected = await SelectAsync();

        Assert.Equal([one.Id], selected.Events.Select(told => told.Id));
        Assert.True(selected.HasMore);
    }

    [Theory]
    [InlineData(StreamStatus.Paused)]
    [InlineData(StreamStatus.Disabled)]
    public async Task A_stream_that_is_not_enabled_hands_out_what_is_about_itself(StreamStatus status)
    {
        var control = Control(Now);
        Outbox.Add(User().Change(Now), control);

        Assert.Equal([control.Id], (await SelectAsync(status: status)).Events.Select(told => told.Id));
        Outbox.Remove(control.Id);
        var held = await SelectAsync(status: status);
        Assert.Equal((0, false), (held.Events.Count, held.HasMore));
    }

    [Fact]
    public async Task What_was_set_aside_about_the_stream_holds_up_nobody()
    {
        var told = User().Change(Now);
        Outbox.Add(Control(Now) with { SetAside = "invalid_request" }, told);

        Assert.Equal([told.Id], (await SelectAsync()).Events.Select(one => one.Id));
    }

    [Fact]
    public async Task Events_from_before_the_beginning_are_void_and_hold_up_nobody()
    {
        var ann = User();
        var early = ann.Change(_stream.From);
        var told = ann.Change(Now);
        Outbox.Add(early, told);

        var selected = await SelectAsync();

        Assert.Equal([early.Id], selected.Void);
        Assert.Equal([told.Id], selected.Events.Select(one => one.Id));
        Assert.Empty(selected.Lost);
    }

    [Fact]
    public async Task Events_about_the_stream_may_be_from_before_the_beginning()
    {
        var control = Control(_stream.From);
        Outbox.Add(control);

        Assert.Equal([control.Id], (await SelectAsync()).Events.Select(told => told.Id));
    }

    [Fact]
    public async Task What_nobody_took_in_time_is_not_handed_out_and_is_lost_a_minute_later()
    {
        var ann = User();
        var old = ann.Change(Now);
        _time.Advance(_stream.Retention);
        Outbox.Add(old, ann.Change(Now));

        var held = await SelectAsync();
        _time.Advance(EventSelection.Grace);
        var lost = await SelectAsync();

        Assert.Equal((0, 0, false), (held.Events.Count, held.Lost.Count, held.HasMore));
        Assert.Equal([old.Id], lost.Lost);
        Assert.Empty(lost.Events);
    }

    [Fact]
    public async Task The_retention_of_what_is_set_aside_and_held_ends_too()
    {
        Outbox.Add(User().Change(Now) with { SetAside = "invalid_request" }, User().Change(Now));
        _time.Advance(_stream.Retention + EventSelection.Grace);

        Assert.Equal(2, (await SelectAsync()).Lost.Count);
        Assert.Equal(2, (await SelectAsync(status: StreamStatus.Paused)).Lost.Count);
    }

    [Fact]
    public async Task A_selection_ends_at_its_number_and_its_bytes()
    {
        var content = new byte[30_000];
        Outbox.Add(Enumerable.Range(0, 5).Select(place => User().Change(Now.AddMilliseconds(place)) with { Content = content }));

        var two = await SelectAsync(new SelectionBounds { Most = 2 });
        var first = await SelectAsync(new SelectionBounds { Most = 10, MostBytes = 1 });
        var all = await SelectAsync(new SelectionBounds { Most = 5 });

        Assert.Equal((2, true), (two.Events.Count, two.HasMore));
        Assert.Equal((1, true), (first.Events.Count, first.HasMore));
        Assert.Equal((5, false), (all.Events.Count, all.HasMore));
    }

    [Fact]
    public async Task A_front_full_of_what_waits_is_passed_by_further_selections()
    {
        var (ann, bob) = (User(), User());
        var place = 0;
        Outbox.Add(ann.Change(Now) with { SetAside = "invalid_request" });
        Outbox.Add(Enumerable.Range(0, EventSelection.MostRows + 100).Select(_ => ann.Change(Now.AddMilliseconds(++place))));
        bob.Change(Now);
        var told = bob.Change(Now.AddMilliseconds(++place));
        Outbox.Add(ann.Change(Now.AddMilliseconds(++place)), told);

        var front = await SelectAsync();
        var behind = await SelectAsync(new SelectionBounds { Most = 10, After = front.Next });
        Outbox.Remove(told.Id);
        var end = await SelectAsync(new SelectionBounds { Most = 10, After = behind.Next ?? front.Next });

        Assert.Equal((0, true), (front.Events.Count, front.HasMore));
        Assert.NotNull(front.Next);
        Assert.Equal([told.Id], behind.Events.Select(one => one.Id));
        Assert.Empty(end.Events);
        Assert.Null(end.Next);
    }

    private ChangingUser User() => new(_stream);

    private OutboxEvent Control(DateTimeOffset when) => new()
    {
        Stream = _stream.Id,
        Id = new EventId(WriteId.New(when), EventId.Control),
        Kind = EventKind.Verification,
        When = when,
        Content = "{}"u8.ToArray(),
    };

    private Task<SelectedEvents> SelectAsync(SelectionBounds? bounds = null, StreamStatus status = StreamStatus.Enabled) =>
        new EventSelection(Outbox, _time).SelectAsync(
            _stream with { Status = status }, bounds ?? new SelectionBounds { Most = 10 }, Cancel);

    private void StepAt(int number, Action act)
    {
        var steps = 0;
        _step = () =>
        {
            if (++steps == number) act();
            return Task.CompletedTask;
        };
    }
}
