using System.Collections.Concurrent;
using Scim.Events.Telemetry;
using Scim.Provisioning;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Handout;

/// <summary>
/// Takes what receivers acknowledge. Few events are removed at once. Many are only noted, by one write, and removed when the receiver
/// pauses: to remove them takes longer than all else that a poll does, and who has a backlog to fetch would wait for it each time.
/// </summary>
/// <remarks>What is noted and not removed when the instance ends is removed by the next sweep of any.</remarks>
/// <param name="outbox">The events.</param>
/// <param name="notes">Where it is noted when events were taken last.</param>
/// <param name="time">The clock.</param>
public sealed class AcknowledgedEvents(IOutbox outbox, DeliveryNotes notes, TimeProvider time) : IAsyncDisposable
{
    /// <summary>From how many on they are only noted: 50, half of what a poll is given at most.</summary>
    public const int Many = 50;

    /// <summary>
    /// How many events of a stream this instance has noted and not removed when it notes no more: 20,000. Readers read all notes and go
    /// past what they name, so that more would cost more than they save.
    /// </summary>
    public const int MostNoted = 20_000;

    private const int MostStreams = 1_000;

    private readonly ConcurrentDictionary<StreamId, Noted> _noted = new();
    private readonly CancellationTokenSource _end = new();

    /// <summary>How long a receiver must not have acknowledged many before those are removed: 2 s.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromSeconds(2);

    /// <summary>How old notes are that others remove than the instance that made them: 1 minute.</summary>
    public static TimeSpan LeftBehind { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Takes an acknowledgement: what it names is found no more by who looks for events from then on.</summary>
    /// <exception cref="StorageUnavailableException">Storage gives no definite answer.</exception>
    public async Task TakeAsync(StreamRecord stream, IReadOnlySet<EventId> taken, CancellationToken cancellationToken)
    {
        if (taken.Count == 0)
            return;
        if (taken.Count < Many || !MayNote(stream.Id))
        {
            if (await RemoveAsync(stream, [.. taken], cancellationToken) > 0)
                await notes.DeliveredAsync(stream, cancellationToken);
            return;
        }
        var control = taken.Where(id => id.IsControl).ToList();
        if (control.Count > 0)
            await RemoveAsync(stream, control, cancellationToken);
        await NoteAsync(stream, [.. taken.Where(id => !id.IsControl)], cancellationToken);
        await notes.DeliveredAsync(stream, cancellationToken);
    }

    /// <summary>Removes what was noted before a time, by whichever instance.</summary>
    /// <exception cref="StorageUnavailableException">Storage gives no definite answer.</exception>
    public async Task RemoveNotedAsync(StreamRecord stream, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = await outbox.RemoveAcknowledgedAsync(stream.Account, stream.Id, before, cancellationToken);
        if (removed > 0)
            EventMetrics.Delivered(stream, removed);
    }

    /// <summary>Ends the removals that are under way, in order; what they leave others remove.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_noted.Values.Select(noted => noted.Removal).OfType<Task>());
    }

    private bool MayNote(StreamId stream) => !_end.IsCancellationRequested
        && (_noted.TryGetValue(stream, out var noted) ? noted.Count < MostNoted : _noted.Count < MostStreams);

    private async Task<int> RemoveAsync(StreamRecord stream, IReadOnlyCollection<EventId> events, CancellationToken cancellationToken)
    {
        var removed = await outbox.RemoveAsync(stream.Account, stream.Id, events, cancellationToken);
        if (removed > 0)
            EventMetrics.Delivered(stream, removed);
        return removed;
    }

    private async Task NoteAsync(StreamRecord stream, IReadOnlyCollection<EventId> events, CancellationToken cancellationToken)
    {
        await outbox.AcknowledgeAsync(stream.Account, stream.Id, WriteId.New(time.GetUtcNow()), events, cancellationToken);
        while (!TryCount(stream, _noted.GetOrAdd(stream.Id, static _ => new Noted()), events.Count))
        {
            // Its removals have just ended, and it makes way for another.
        }
    }

    private bool TryCount(StreamRecord stream, Noted noted, int events)
    {
        lock (noted)
        {
            if (noted.IsOver)
                return false;
            noted.Count += events;
            noted.Removal ??= RemoveLaterAsync(stream, noted);
            return true;
        }
    }

    /// <summary>Never fails, and runs for as long as something is noted.</summary>
    private async Task RemoveLaterAsync(StreamRecord stream, Noted noted)
    {
        try
        {
            for (var known = 1; known > 0; known = Left(stream.Id, noted, known))
                known = await RemoveAsync(stream, noted);
        }
        catch (Exception failure) when (failure is OperationCanceledException or StorageUnavailableException)
        {
            // The instance ends, or storage cannot be reached: others remove them.
            Left(stream.Id, noted, int.MaxValue);
        }
    }

    /// <summary>Waits for a pause, or until nothing more is noted, and removes what was noted.</summary>
    /// <returns>How many events that were.</returns>
    private async Task<int> RemoveAsync(StreamRecord stream, Noted noted)
    {
        int known;
        do
        {
            known = noted.Count;
            await Task.Delay(Pause, time, _end.Token);
        }
        while (noted.Count != known && noted.Count < MostNoted);
        known = noted.Count;
        await RemoveNotedAsync(stream, time.GetUtcNow(), _end.Token);
        return known;
    }

    private int Left(StreamId stream, Noted noted, int removed)
    {
        lock (noted)
        {
            noted.Count = Math.Max(0, noted.Count - removed);
            noted.IsOver = noted.Count == 0;
            if (noted.IsOver)
                _noted.TryRemove(stream, out _);
            return noted.Count;
        }
    }

    private sealed class Noted
    {
        public volatile int Count;

        public bool IsOver { get; set; }

        public Task? Removal { get; set; }
    }
}
