using System.Collections.Frozen;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Handout;

/// <summary>
/// Rows of the front of an outbox without a gap: what comes before each of them and is not among them was gone when they were read. So they
/// may be handed out one after the other, each user's when those before are taken, without another look at storage. Once all are taken, the
/// reading may go on behind them.
/// </summary>
/// <remarks>
/// It must not be used for longer than <see cref="Lifetime"/>, which is much shorter than <see cref="EventSelection.Grace"/>, nor for a
/// stream that has been changed.
/// </remarks>
public sealed class EventsAhead
{
    private readonly StreamRecord _stream;
    private readonly IReadOnlyList<OutboxEvent> _rows;
    private readonly bool _isAll;
    private readonly AheadStart _end;
    private readonly long _read;
    private readonly TimeProvider _time;

    /// <param name="stream">The stream as it was when they were read.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="isAll">True if there were no others.</param>
    /// <param name="end">Where the reading may go on; without a place if there is nothing behind them.</param>
    /// <param name="read">When the reading began.</param>
    /// <param name="time">The clock.</param>
    internal EventsAhead(
        StreamRecord stream, IReadOnlyList<OutboxEvent> rows, bool isAll, AheadStart end, long read, TimeProvider time) =>
        (_stream, _rows, _isAll, _end, _read, _time) = (stream, rows, isAll, end, read, time);

    /// <summary>How long they may be used: 2 s, since others may have taken some meanwhile, and new ones about the stream wait.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromSeconds(2);

    /// <summary>For how long the reading may go on without a look at the front: 10 s.</summary>
    internal static TimeSpan LongestWithoutFront { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Where the reading goes on; null if there is nothing behind them.</summary>
    internal AheadStart? Next => _end.After is null ? null : _end;

    /// <summary>True if they may still be handed out for a stream.</summary>
    public bool HoldFor(StreamRecord stream) => stream == _stream && _time.GetElapsedTime(_read) < Lifetime;

    /// <summary>Selects among them, as <see cref="EventSelection.SelectAsync"/> does.</summary>
    /// <param name="bounds">
    /// How many, and which not; <see cref="SelectionBounds.Gone"/> has all that was taken since they were read.
    /// </param>
    public SelectedEvents Select(SelectionBounds bounds)
    {
        var front = new OutboxFront(_stream, bounds, _time.GetUtcNow());
        front.Take(_rows);
        var selected = front.Without(FrozenSet<UserId>.Empty);
        return _isAll ? selected : selected with { HasMore = true };
    }
}

/// <summary>Where events are read ahead from.</summary>
/// <param name="After">Behind which row; null for the front.</param>
/// <param name="IsWhole">False if some before it were left out.</param>
/// <param name="FrontRead">When the front was read.</param>
internal readonly record struct AheadStart(EventId? After, bool IsWhole, long FrontRead);
