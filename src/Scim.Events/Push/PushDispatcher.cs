using System.Collections.Concurrent;
using Scim.Provisioning;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Push;

/// <summary>
/// Pushes the events of this instance's own commits as soon as they are there, and those that others left behind whenever it is asked to
/// sweep. It never fails: what breaks off is tried again.
/// </summary>
public sealed class PushDispatcher : IAsyncDisposable
{
    /// <summary>How long a stop waits: 8 s, of which what is under way has 5, and the rest is for storage.</summary>
    public static readonly TimeSpan TimeToStop = StreamSession.TimeToStop + TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LongestWaitForAnother = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PauseAfterBreak = TimeSpan.FromSeconds(5);

    private readonly IStreamStore _streams;
    private readonly CommitSignals _commits;
    private readonly SessionServices _services;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<(AccountId Account, StreamId Stream), DispatchedStream> _dispatched = new();

    internal PushDispatcher(IStreamStore streams, CommitSignals commits, SessionServices services)
    {
        (_streams, _commits, _services, _time) = (streams, commits, services, services.Time);
        _commits.Committed += Wake;
    }

    /// <summary>
    /// Dispatches what a push stream has, and returns when nothing is left, the receiver is to be left alone, or another dispatches it.
    /// </summary>
    /// <param name="listed">The stream, as it was some time ago.</param>
    /// <param name="cancellationToken">Ends it in order.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    /// <exception cref="StorageUnavailableException">Storage gave no answer.</exception>
    internal async Task DispatchAsync(StreamRecord listed, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        if (await _streams.FindAsync(listed.Account, listed.Id, stop.Token) is { IsPush: true, Deleted: null } stream)
            await TryOnceAsync(stream, dispatched: null, stop.Token);
    }

    /// <summary>Takes no more commits, and waits a while for what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        _commits.Committed -= Wake;
        if (_stop.IsCancellationRequested)
            return;
        var late = Task.Delay(TimeToStop, _time); // From now on, and not from when all have been told to stop.
        await _stop.CancelAsync();
        await Task.WhenAny(Task.WhenAll(_dispatched.Values.Select(dispatched => dispatched.Running)), late);
    }

    /// <summary>Takes a commit: dispatches its push streams until nothing is left in them.</summary>
    internal void Wake(AccountId account, IReadOnlyList<StreamSetting> streams)
    {
        foreach (var stream in streams.Where(stream => stream.IsPush))
        {
            var dispatched = _dispatched.GetOrAdd((account, stream.Id), static _ => new DispatchedStream());
            dispatched.Wake(() => RunAsync(account, stream.Id, dispatched));
        }
    }

    /// <summary>Goes on until a look at the stream after the last commit has found nothing.</summary>
    private async Task RunAsync(AccountId account, StreamId id, DispatchedStream dispatched)
    {
        var wasHeld = false;
        while (dispatched.GoesOn())
        {
            try
            {
                if (await _streams.FindAsync(account, id, _stop.Token) is not { IsPush: true, Deleted: null } stream)
                    continue;
                // Another may have delivered what this instance was woken for.
                if (wasHeld && !await HasEventsAsync(stream, _stop.Token))
                    continue;
                var (end, until) = await TryOnceAsync(stream, dispatched, _stop.Token);
                wasHeld = end == TryEnd.Held;
                if (end == TryEnd.Done)
                    continue;
                await Task.Delay(PauseOf(end, until), _time, _stop.Token);
                dispatched.GoOn();
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                _services.Log.BrokeOff(id, account, failure);
                await Task.Delay(PauseAfterBreak, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                dispatched.GoOn();
            }
        }
    }

    private TimeSpan PauseOf(TryEnd end, DateTimeOffset until)
    {
        var left = until - _time.GetUtcNow();
        if (left < TimeSpan.FromMilliseconds(100))
            left = TimeSpan.FromMilliseconds(Random.Shared.Next(100, 300));
        left = TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)); // A delay leaves out what is less, and would end too early.
        return end == TryEnd.Held && left > LongestWaitForAnother ? LongestWaitForAnother : left;
    }

    private async Task<(TryEnd End, DateTimeOffset Until)> TryOnceAsync(
        StreamRecord stream, DispatchedStream? dispatched, CancellationToken stop)
    {
        var answer = await StreamLease.TakeAsync(_streams, _time, stream.Account, stream.Id, stop);
        if (answer.Lease is not { } lease)
            return (answer.IsBackedOff ? TryEnd.BackedOff : TryEnd.Held, answer.Until);
        var session = new StreamSession(_services, stream, lease);
        dispatched?.Follow(session);
        try
        {
            return await session.RunAsync(stop) switch
            {
                SessionEnd.BackedOff => (TryEnd.BackedOff, lease.Noted.NextTry ?? _time.GetUtcNow()),
                SessionEnd.LeaseLost => (TryEnd.Held, _time.GetUtcNow()),
                SessionEnd.Stopped => throw new OperationCanceledException(stop),
                _ => (TryEnd.Done, default),
            };
        }
        finally
        {
            dispatched?.Follow(null);
        }
    }

    /// <summary>True if there may be events to hand out; without the status for it only those about the stream, which come first.</summary>
    private async Task<bool> HasEventsAsync(StreamRecord stream, CancellationToken cancellationToken)
    {
        await foreach (var page in _services.Outbox.KeysAsync(stream.Account, stream.Id, from: null, before: null, cancellationToken))
        {
            if (page.Any(key => !key.IsSetAside && (stream.Status == StreamStatus.Enabled || key.Id.IsControl)))
                return true;
            if (stream.Status != StreamStatus.Enabled)
                return false;
        }
        return false;
    }

    /// <summary>How a try to dispatch ended.</summary>
    private enum TryEnd
    {
        /// <summary>Nothing is left to do.</summary>
        Done,

        /// <summary>Another dispatches it.</summary>
        Held,

        /// <summary>The receiver is left alone.</summary>
        BackedOff,
    }
}
