using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>What every store of outboxes must do.</summary>
public abstract class OutboxContract : UserContract
{
    /// <summary>The stream of most tests.</summary>
    protected static StreamId Stream { get; } = StreamId.New(Sample.Start);

    /// <summary>A stream whose events lie right behind.</summary>
    protected static StreamId Another { get; } = StreamId.New(Sample.Start.AddMilliseconds(1));

    public static TheoryData<EventKind> Kinds => [.. Enum.GetValues<EventKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_event_is_read_as_it_was_added(EventKind kind)
    {
        var whole = SampleStreams.Event(Stream) with { Kind = kind, SetAside = "no: é" };
        var bare = SampleStreams.Control(Stream) with { Kind = kind };
        var later = SampleStreams.Event(Stream, 2);
        var ofChange = later with
        {
            Kind = kind,
            When = later.Id.Write.Time,
            Version = kind == EventKind.Delete ? null : later.Id.Write,
        };

        await Ports.Outbox.AddAsync(Account, whole, Cancel);
        await Ports.Outbox.AddAsync(Account, ofChange, Cancel);
        await Ports.Outbox.AddAsync(Account, bare, Cancel);

        var read = await ReadAsync();
        Assert.Equal(
            [SampleStreams.Comparable(bare), SampleStreams.Comparable(whole), SampleStreams.Comparable(ofChange)],
            read.Select(SampleStreams.Comparable));
        Assert.All(read, told => Assert.NotEmpty(told.ETag));
    }

    [Fact]
    public async Task An_event_that_is_added_twice_is_there_once()
    {
        var told = SampleStreams.Event(Stream);

        await Ports.Outbox.AddAsync(Account, told, Cancel);
        await Ports.Outbox.AddAsync(Account, told, Cancel);

        Assert.Single(await ReadAsync());
    }

    [Fact]
    public async Task Those_about_the_stream_come_first_and_those_of_users_by_their_changes()
    {
        var (first, second) = (SampleStreams.Event(Stream, 1), SampleStreams.Event(Stream, 2));
        OutboxEvent[] ordered =
        [
            SampleStreams.Control(Stream, 3),
            SampleStreams.Control(Stream, 4),
            first,
            first with { Id = first.Id with { Number = EventId.Activity } },
            second,
            second with { Id = second.Id with { Number = EventId.Activity } },
            SampleStreams.Event(Stream, 3),
        ];
        foreach (var place in (int[])[6, 1, 3, 4, 0, 5, 2])
            await Ports.Outbox.AddAsync(Account, ordered[place], Cancel);
        await Ports.Outbox.AddAsync(Account, SampleStreams.Event(Another, 2), Cancel);
        await Ports.Outbox.AddAsync(AccountId.Parse("acme-2"), SampleStreams.Event(Stream, 2), Cancel);
        var ids = ordered.Select(told => told.Id).ToList();

        Assert.Equal(ids, (await ReadAsync()).Select(told => told.Id));
        Assert.Equal(ids.Order(), ids);
        foreach (var size in (int[])[1, 2, 7])
        {
            var pages = await Ports.Outbox.PagesAsync(Account, Stream, after: null, size, Cancel).ToListAsync(Cancel);
            Assert.All(pages, page => Assert.InRange(page.Count, 0, size));
            Assert.Equal(ids, pages.SelectMany(page => page).Select(told => told.Id));
        }
        for (var place = 0; place < ids.Count; place++)
            Assert.Equal(ids.Skip(place + 1), (await ReadAsync(ids[place])).Select(told => told.Id));
    }

    [Fact]
    public async Task Keys_are_read_from_one_and_to_before_another()
    {
        var events = new[] { SampleStreams.Control(Stream) }
            .Concat(Enumerable.Range(1, 4).Select(second => SampleStreams.Event(Stream, second)))
            .Select((told, place) => place == 3 ? told with { SetAside = "invalid_key" } : told)
            .ToList();
        foreach (var told in events)
            await Ports.Outbox.AddAsync(Account, told, Cancel);
        await Ports.Outbox.AddAsync(Account, SampleStreams.Event(Another, 2), Cancel);
        var keys = events.Select(told => new OutboxKey(told.Id, told.User, told.When, told.SetAside is not null)).ToList();

        Assert.Equal(keys, await KeysAsync());
        for (var from = 0; from < keys.Count; from++)
        {
            Assert.Equal(keys.Skip(from), await KeysAsync(keys[from].Id));
            Assert.Equal(keys.Take(from), await KeysAsync(before: keys[from].Id));
            for (var before = from; before < keys.Count; before++)
                Assert.Equal(keys.Take(before).Skip(from), await KeysAsync(keys[from].Id, keys[before].Id));
        }
    }

    [Fact]
    public async Task The_events_of_a_change_are_there_with_it()
    {
        var account = await AccountAsync();
        var write = Sample.Creation(account, Sample.User("jane"));
        var told = SampleStreams.Event(Stream);
        OutboxEvent[] events = [told, told with { Id = told.Id with { Number = EventId.Activity } }, SampleStreams.Event(Another)];

        var outcome = await Ports.Users.WriteAsync(
            Account, write with { Changes = [write.Changes[0] with { Events = events }] }, Cancel);
        var refused = await Ports.Users.WriteAsync(
            Account, write with { Changes = [write.Changes[0] with { Events = [SampleStreams.Event(Stream, 1)] }] }, Cancel);

        Assert.Equal((UserWriteResult.Written, UserWriteResult.UserChanged), (outcome.Result, refused.Result));
        Assert.Equal(events[..2].Select(SampleStreams.Comparable), (await ReadAsync()).Select(SampleStreams.Comparable));
        Assert.Equal(events[2..].Select(one => one.Id), (await ReadAsync(stream: Another)).Select(one => one.Id));
    }

    [Fact]
    public async Task Events_are_removed_and_what_is_gone_already_is_no_fault()
    {
        var events = await AddAsync(230);
        await Ports.Outbox.AddAsync(Account, SampleStreams.Event(Another, 5), Cancel);
        var ids = events.ConvertAll(told => told.Id);

        Assert.Equal(0, await Ports.Outbox.RemoveAsync(Account, Stream, [], Cancel));
        Assert.Equal(3, await Ports.Outbox.RemoveAsync(Account, Stream, [ids[7], ids[0], ids[219], ids[7]], Cancel));
        Assert.Equal(217, await Ports.Outbox.RemoveAsync(Account, Stream, [.. ids[..220].AsEnumerable().Reverse(), NewId()], Cancel));
        Assert.Equal(0, await Ports.Outbox.RemoveAsync(Account, Stream, ids[..220], Cancel));
        Assert.Equal(0, await Ports.Outbox.RemoveAsync(AccountId.Parse("nobody"), Stream, ids, Cancel));

        Assert.Equal(ids[220..], (await ReadAsync()).Select(told => told.Id));
        Assert.Single(await ReadAsync(stream: Another));
    }

    [Fact]
    public async Task What_is_acknowledged_is_not_found_any_more()
    {
        var events = await AddAsync(30);
        await Ports.Outbox.AddAsync(Account, SampleStreams.Event(Another, 5), Cancel);
        var control = SampleStreams.Control(Stream);
        await Ports.Outbox.AddAsync(Account, control, Cancel);
        var ids = events.ConvertAll(told => told.Id);
        var left = new[] { control.Id }.Concat(ids[20..25]).Append(ids[29]).ToList();
        var note = NewId().Write;

        await Ports.Outbox.AcknowledgeAsync(Account, Stream, note, ids[..20], Cancel);
        await Ports.Outbox.AcknowledgeAsync(Account, Stream, note, ids[..20], Cancel);
        await Ports.Outbox.AcknowledgeAsync(Account, Stream, NewId().Write, [.. ids[25..29], ids[0], NewId()], Cancel);

        foreach (var size in (int[])[1, 2, 7, 1_000])
        {
            var pages = await Ports.Outbox.PagesAsync(Account, Stream, after: null, size, Cancel).ToListAsync(Cancel);
            Assert.Equal(left, pages.SelectMany(page => page).Select(told => told.Id));
        }
        Assert.Equal(left[2..], (await ReadAsync(ids[20])).Select(told => told.Id));
        Assert.Equal(left, (await KeysAsync()).Select(key => key.Id));
        Assert.Equal(left[1..^1], (await KeysAsync(ids[3], ids[27])).Select(key => key.Id));
        Assert.Single(await ReadAsync(stream: Another));
        Assert.Empty(await Ports.Outbox.PagesAsync(AccountId.Parse("nobody"), Stream, after: null, 5, Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task What_was_acknowledged_before_a_time_is_removed_and_nothing_else()
    {
        var events = await AddAsync(260);
        var ids = events.ConvertAll(told => told.Id);
        var now = Sample.Start.AddDays(1);
        await Ports.Outbox.AcknowledgeAsync(Account, Stream, WriteId.New(now), ids[..150], Cancel);
        await Ports.Outbox.AcknowledgeAsync(Account, Stream, WriteId.New(now.AddSeconds(1)), ids[150..250], Cancel);
        await Ports.Outbox.AcknowledgeAsync(Account, Another, WriteId.New(now), ids[250..], Cancel);
        await Ports.Outbox.RemoveAsync(Account, Stream, ids[40..50], Cancel);

        Assert.Equal(0, await Ports.Outbox.RemoveAcknowledgedAsync(Account, Stream, now, Cancel));
        Assert.Equal(140, await Ports.Outbox.RemoveAcknowledgedAsync(Account, Stream, now.AddSeconds(1), Cancel));
        Assert.Equal(0, await Ports.Outbox.RemoveAcknowledgedAsync(Account, Stream, now.AddSeconds(1), Cancel));
        Assert.False(await Ports.Outbox.SetAsideAsync(Account, Stream, ids[0], "late", Cancel));

        Assert.Equal(ids[250..], (await ReadAsync()).Select(told => told.Id));
        Assert.Equal(110, await Ports.Outbox.RemoveAllAsync(Account, Stream, Cancel));
        Assert.Equal(0, await Ports.Outbox.RemoveAcknowledgedAsync(Account, Stream, DateTimeOffset.MaxValue, Cancel));
        Assert.False(await Ports.Outbox.SetAsideAsync(Account, Stream, ids[200], "late", Cancel));
    }

    [Fact]
    public async Task A_note_acknowledges_a_thousand_at_most()
    {
        var ids = (await AddAsync(3)).Select(told => told.Id).Concat(Enumerable.Range(0, 998).Select(_ => NewId())).ToList();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Ports.Outbox.AcknowledgeAsync(Account, Stream, NewId().Write, ids, Cancel));
        await Ports.Outbox.AcknowledgeAsync(Account, Stream, NewId().Write, ids[..1_000], Cancel);

        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task All_events_of_a_stream_are_removed_and_no_others()
    {
        await AddAsync(120);
        await Ports.Outbox.AddAsync(Account, SampleStreams.Control(Stream), Cancel);
        await Ports.Outbox.AddAsync(Account, SampleStreams.Event(Another), Cancel);

        Assert.Equal(121, await Ports.Outbox.RemoveAllAsync(Account, Stream, Cancel));
        Assert.Equal(0, await Ports.Outbox.RemoveAllAsync(Account, Stream, Cancel));

        Assert.Empty(await ReadAsync());
        Assert.Single(await ReadAsync(stream: Another));
    }

    [Fact]
    public async Task An_event_is_set_aside_and_taken_up_again_as_it_was()
    {
        var told = SampleStreams.Event(Stream);
        await Ports.Outbox.AddAsync(Account, told, Cancel);

        Assert.True(await Ports.Outbox.SetAsideAsync(Account, Stream, told.Id, "invalid_key: bad", Cancel));
        Assert.Equal(
            SampleStreams.Comparable(told with { SetAside = "invalid_key: bad" }),
            SampleStreams.Comparable(Assert.Single(await ReadAsync())));
        Assert.True(Assert.Single(await KeysAsync()).IsSetAside);

        Assert.True(await Ports.Outbox.SetAsideAsync(Account, Stream, told.Id, reason: null, Cancel));
        Assert.Equal(SampleStreams.Comparable(told), SampleStreams.Comparable(Assert.Single(await ReadAsync())));
        Assert.False(Assert.Single(await KeysAsync()).IsSetAside);

        await Ports.Outbox.RemoveAsync(Account, Stream, [told.Id], Cancel);
        Assert.False(await Ports.Outbox.SetAsideAsync(Account, Stream, told.Id, "late", Cancel));
        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task A_user_is_told_anew_only_as_it_was_read()
    {
        var (jane, joan, june) = (await CreateAsync("jane"), await CreateAsync("joan"), await CreateAsync("june"));
        await Ports.Users.WriteAsync(Account, Sample.Replacement(Account, joan, Sample.Next(joan, "joan")), Cancel);
        await Ports.Users.WriteAsync(Account, Sample.Deletion(await FindAccountAsync(), june), Cancel);
        var (told, late, gone) = (Again(jane), Again(joan), Again(june));

        var changed = await Ports.Outbox.AddForAsync(Account, [late, told, gone], Cancel);

        Assert.Equal([joan.Id, june.Id], changed);
        Assert.Equal(SampleStreams.Comparable(told.Event), SampleStreams.Comparable(Assert.Single(await ReadAsync())));
    }

    [Fact]
    public async Task A_user_that_is_told_anew_stays_as_it_is()
    {
        var jane = await CreateAsync("jane", "x", ["jane@example.com"]);

        Assert.Empty(await Ports.Outbox.AddForAsync(Account, [Again(jane)], Cancel));

        var now = await FindAsync(jane.Id);
        Assert.Equal(jane.Document.ToArray(), now.Document.ToArray());
        Assert.Equal(
            (jane.Version, jane.Created, jane.LastModified, jane.WaitingForLicence, jane.EmailIsDerived, jane.Generation),
            (now.Version, now.Created, now.LastModified, now.WaitingForLicence, now.EmailIsDerived, now.Generation));
        var next = await Ports.Users.WriteAsync(Account, Sample.Replacement(Account, now, Sample.Next(now, "june")), Cancel);
        Assert.Equal(UserWriteResult.Written, next.Result);
    }

    [Fact]
    public async Task An_event_that_is_there_counts_as_told_and_the_others_are_added()
    {
        var users = new List<UserRecord> { await CreateAsync("jane"), await CreateAsync("joan"), await CreateAsync("june") };
        var events = users.ConvertAll(user => Again(user));
        await Ports.Outbox.AddAsync(Account, events[1].Event, Cancel);

        Assert.Empty(await Ports.Outbox.AddForAsync(Account, events, Cancel));

        Assert.Equal(3, (await ReadAsync()).Count);
    }

    [Fact]
    public async Task As_many_users_are_told_anew_as_there_are()
    {
        var row = await AccountAsync();
        var people = Enumerable.Range(0, 120).Select(number => Sample.User($"user{number}")).ToList();
        foreach (var user in people)
            row = (await Ports.Users.WriteAsync(Account, Sample.Creation(row, user), Cancel)).Row!; // The account row was written.
        var events = new List<(OutboxEvent Event, string Tag)>();
        foreach (var user in people)
            events.Add(Again(await FindAsync(user.Id), size: 60_000));

        Assert.Empty(await Ports.Outbox.AddForAsync(Account, events, Cancel));

        Assert.Equal(people.Select(user => user.Id).Order(), (await KeysAsync()).Select(key => key.User!.Value).Order());
    }

    /// <summary>An event that tells a user anew, with the tag of the user.</summary>
    protected static (OutboxEvent Event, string UserTag) Again(UserRecord user, int size = 10) =>
        (SampleStreams.Again(Stream, user, size), user.ETag);

    /// <summary>The events of a stream.</summary>
    protected async Task<List<OutboxEvent>> ReadAsync(EventId? after = null, StreamId? stream = null) =>
        [.. (await Ports.Outbox.PagesAsync(Account, stream ?? Stream, after, 100, Cancel).ToListAsync(Cancel)).SelectMany(page => page)];

    /// <summary>So many events of the stream, in order.</summary>
    protected async Task<List<OutboxEvent>> AddAsync(int count)
    {
        var events = Enumerable.Range(0, count).Select(second => SampleStreams.Event(Stream, second)).ToList();
        foreach (var told in events)
            await Ports.Outbox.AddAsync(Account, told, Cancel);
        return events;
    }

    private static EventId NewId() => new(WriteId.New(Sample.Start.AddSeconds(7)), EventId.Change);

    private async Task<List<OutboxKey>> KeysAsync(EventId? from = null, EventId? before = null) =>
        [.. (await Ports.Outbox.KeysAsync(Account, Stream, from, before, Cancel).ToListAsync(Cancel)).SelectMany(page => page)];
}
