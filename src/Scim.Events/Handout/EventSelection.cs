using Scim.Provisioning;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;

namespace Scim.Events.Handout;

/// <summary>
/// Says which events of a stream may be handed out now. A user's events go in the order of their ids, each only when those before it are
/// gone from storage; whoever selects, and however many at once, the first delivery of each event is therefore in order.
/// </summary>
/// <remarks>
/// A page of rows is no snapshot: a later version may be in it although an earlier one, committed while the page was read, is not. What
/// was committed before a row that was seen is however seen by a read that begins afterwards. So a second look is taken at what lies
/// before the candidates, and one with a predecessor waits.
/// </remarks>
/// <param name="outbox">The events.</param>
/// <param name="time">The clock.</param>
public sealed class EventSelection(IOutbox outbox, TimeProvider time)
{
    /// <summary>How many rows one selection looks at, but for the page that it has begun: 5,000.</summary>
    public const int MostRows = 5_000;

    private const int MostTries = 3;
    private const int MostOfPage = 1_000;

    private const long MostBytesAhead = 8 * 1024 * 1024;

    // Some rows of a page are of users that have an event in it already.
    private const int SpareRows = 25;

    private readonly SecondLook _secondLook = new(outbox);

    /// <summary>
    /// How long an event that has outlived the stream's retention, and is not selected any more, is still kept and holds up its user: 1
    /// minute, so that nobody who selected it in time sends it after its successor.
    /// </summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromMinutes(1);

    /// <summary>How many rows are read ahead at once. Default: 1,000.</summary>
    internal int RowsAhead { get; init; } = MostOfPage;

    /// <summary>Selects events.</summary>
    /// <param name="stream">The stream; unless it is enabled, only events about itself are selected.</param>
    /// <param name="bounds">How many, and which not.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    public async Task<SelectedEvents> SelectAsync(StreamRecord stream, SelectionBounds bounds, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var front = await ReadAsync(stream, bounds, cancellationToken);
            var late = await _secondLook.FindAsync(stream, bounds, front, cancellationToken);
            // Where all of them have predecessors, these are what there is to hand out.
            if (front.Candidates.Count > late.Count || late.Count == 0 || tries == MostTries)
                return front.Without(late);
        }
    }

    /// <summary>Reads the front of the outbox for several selections, which costs more than one of them and less than all.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="gone">Events that their receiver has taken, whose rows may not be removed yet.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    public Task<EventsAhead> ReadAheadAsync(StreamRecord stream, IReadOnlySet<EventId> gone, CancellationToken cancellationToken) =>
        ReadAheadAsync(
            stream, gone, new AheadStart(After: null, IsWhole: true, FrontRead: time.GetTimestamp()), cancellationToken);

    /// <summary>
    /// Goes on behind what was read ahead, all of which is taken. Null if the front must be looked at: nothing was left behind it, one
    /// about the stream waits, or it is a while ago, so that what was written late before it may wait too.
    /// </summary>
    /// <inheritdoc cref="ReadAheadAsync(StreamRecord, IReadOnlySet{EventId}, CancellationToken)"/>
    public async Task<EventsAhead?> ReadFurtherAsync(
        StreamRecord stream, IReadOnlySet<EventId> gone, EventsAhead before, CancellationToken cancellationToken) =>
        before.Next is { } start && time.GetElapsedTime(start.FrontRead) < EventsAhead.LongestWithoutFront
        && !await HasControlAsync(stream, gone, cancellationToken)
            ? await ReadAheadAsync(stream, gone, start, cancellationToken)
            : null;

    private async Task<bool> HasControlAsync(StreamRecord stream, IReadOnlySet<EventId> gone, CancellationToken cancellationToken)
    {
        var pages = outbox.KeysAsync(stream.Account, stream.Id, from: null, EventId.LastControl, cancellationToken);
        return await pages.AnyAsync(page => page.Any(key => !gone.Contains(key.Id)), cancellationToken);
    }

    private async Task<EventsAhead> ReadAheadAsync(
        StreamRecord stream, IReadOnlySet<EventId> gone, AheadStart start, CancellationToken cancellationToken)
    {
        var (read, bytes, isEnd) = (time.GetTimestamp(), 0L, true);
        var rows = new List<OutboxEvent>();
        await foreach (var page in outbox.PagesAsync(stream.Account, stream.Id, start.After, RowsAhead, cancellationToken))
        {
            foreach (var told in page.Where(told => !gone.Contains(told.Id)))
            {
                bytes += EventSize.Of(told);
                if (rows.Count == RowsAhead || bytes > MostBytesAhead)
                {
                    isEnd = false;
                    break;
                }
                rows.Add(told);
            }
            if (!isEnd)
                break;
        }
        EventId? last = isEnd || rows.Count == 0 ? null : rows[^1].Id;
        var gaps = await _secondLook.FindGapsAsync(stream, gone, rows, cancellationToken);
        if (gaps.Count > 0)
            rows.RemoveAll(told => told.User is { } user && gaps.Contains(user));
        var isWhole = start.IsWhole && gaps.Count == 0;
        return new EventsAhead(stream, rows, isEnd && isWhole, start with { After = last, IsWhole = isWhole }, read, time);
    }

    private async Task<OutboxFront> ReadAsync(StreamRecord stream, SelectionBounds bounds, CancellationToken cancellationToken)
    {
        var front = new OutboxFront(stream, bounds, time.GetUtcNow());
        var pageSize = Math.Min(bounds.Most + bounds.Gone.Count + SpareRows, MostOfPage);
        await foreach (var page in outbox.PagesAsync(stream.Account, stream.Id, bounds.After, pageSize, cancellationToken))
        {
            if (!front.Take(page))
                break;
        }
        return front;
    }
}
