using Microsoft.Extensions.Time.Testing;
using Scim.Events.Handout;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Tests.Handout;

/// <summary>A backlog is read piece by piece, each behind the one before.</summary>
public sealed class EventsAheadTests
{
    private const int Piece = 4;

    private readonly FakeTimeProvider _time = new();
    private readonly SteppedOutbox _outbox = new();
    private readonly EventSelection _selection;
    private readonly StreamRecord _stream;

    public EventsAheadTests()
    {
        _selection = new EventSelection(_outbox, _time) { RowsAhead = Piece };
        _stream = new StreamRecord
        {
            Account = AccountId.Parse("acme"),
            Id = StreamId.New(Now),
            Audience = "https://receiver.example.com",
            Content = EventContent.Notice,
            Created = Now,
            From = Now.AddDays(-1),
        };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _time.GetUtcNow();

    [Fact]
    public async Task Each_piece_goes_on_behind_the_one_before()
    {
        var told = Add(10);

        var ahead = await AheadAsync();
        var pieces = new List<IReadOnlyList<EventId>> { IdsOf(ahead) };
        for (; await FurtherAsync(ahead) is { } further; ahead = further)
            pieces.Add(IdsOf(further));

        Assert.Equal(told.Chunk(Piece), pieces);
        Assert.False(SelectedOf(ahead).HasMore);
    }

    [Fact]
    public async Task A_user_waits_for_what_came_late_before_the_piece()
    {
        var user = new ChangingUser(_stream);
        var late = user.Change(Now);
        var others = Add(Piece + 1)[Piece..];
        var ahead = await AheadAsync();
        others.AddRange(Add(2));
        _outbox.Add(late, user.Change(Now.AddSeconds(1)));

        var further = await FurtherAsync(ahead);

        Assert.NotNull(further);
        Assert.Equal(others, IdsOf(further));
        Assert.True(SelectedOf(further).HasMore); // Which the front has.
        Assert.Null(await FurtherAsync(further));
    }

    [Fact]
    public async Task One_about_the_stream_leads_back_to_the_front()
    {
        Add(10);
        var ahead = await AheadAsync();
        var id = new EventId(WriteId.New(Now), EventId.Control);
        _outbox.Add(new OutboxEvent { Stream = _stream.Id, Id = id, Kind = EventKind.Verification, When = Now });

        Assert.Null(await FurtherAsync(ahead));
        Assert.NotNull(await _selection.ReadFurtherAsync(_stream, new HashSet<EventId> { id }, ahead, Cancel));
    }

    [Fact]
    public async Task The_front_is_looked_at_again_after_a_while()
    {
        Add(10);
        var ahead = await AheadAsync();
        _time.Advance(EventsAhead.LongestWithoutFront / 2);
        var further = await FurtherAsync(ahead);
        _time.Advance(EventsAhead.LongestWithoutFront / 2);

        Assert.NotNull(further);
        Assert.Null(await FurtherAsync(further));
    }

    [Fact]
    public async Task A_piece_holds_for_two_seconds_from_its_own_reading()
    {
        Add(10);
        var ahead = await AheadAsync();
        _time.Advance(EventsAhead.Lifetime);
        var further = await FurtherAsync(ahead);

        Assert.False(ahead.HoldFor(_stream));
        Assert.True(further?.HoldFor(_stream));
    }

    private static SelectedEvents SelectedOf(EventsAhead ahead) => ahead.Select(new SelectionBounds { Most = 100 });

    private static IReadOnlyList<EventId> IdsOf(EventsAhead ahead) => [.. SelectedOf(ahead).Events.Select(told => told.Id)];

    private Task<EventsAhead> AheadAsync() => _selection.ReadAheadAsync(_stream, new HashSet<EventId>(), Cancel);

    private Task<EventsAhead?> FurtherAsync(EventsAhead before) =>
        _selection.ReadFurtherAsync(_stream, new HashSet<EventId>(), before, Cancel);

    /// <summary>Adds the first versions of so many users, each a millisecond after the one before.</summary>
    private List<EventId> Add(int users)
    {
        var added = new List<EventId>();
        for (var user = 0; user < users; user++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            var told = new ChangingUser(_stream).Change(Now);
            _outbox.Add(told);
            added.Add(told.Id);
        }
        return added;
    }
}
