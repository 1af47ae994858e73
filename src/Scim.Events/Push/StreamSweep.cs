using Scim.Events.Handout;
using Scim.Events.Telemetry;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Upkeep;

namespace Scim.Events.Push;

/// <summary>
/// Looks at the streams of all accounts, since an instance may have ended before it had delivered what it wrote: dispatches what was
/// left behind, drops what nobody took in time, removes what deleted and disabled streams have, and measures what waits.
/// </summary>
public sealed class StreamSweep
{
    private const int StreamsAtOnce = 8;
    private const int SelectedAtOnce = 100;

    // So that receivers which take long do not keep the others waiting.
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    private readonly IStreamStore _streams;
    private readonly PushDispatcher _dispatcher;
    private readonly SessionServices _services;
    private readonly WorkRounds _rounds;

    internal StreamSweep(IStreamStore streams, PushDispatcher dispatcher, SessionServices services)
    {
        (_streams, _dispatcher, _services) = (streams, dispatcher, services);
        _rounds = new WorkRounds(StreamsAtOnce, Turn, services.Time);
    }

    /// <summary>Sweeps once. It throws nothing: what breaks off is logged and left to the next time.</summary>
    /// <param name="most">How long it may take; what is under way then ends in order, within seconds.</param>
    /// <param name="cancellationToken">Ends it in order at once.</param>
    public async Task RunAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(most, _services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await _rounds.RunAsync(_streams.ListAsync(account: null, either.Token), SweepAsync, either.Token);
        }
        catch (OperationCanceledException)
        {
            // The time is over, or the host stops; the next sweep goes on.
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _services.Log.SweepBrokeOff(failure);
        }
    }

    private async Task SweepAsync(StreamRecord stream, CancellationToken cancellationToken)
    {
        try
        {
            if (stream.Deleted is { } deleted)
                await RemoveAsync(stream, deleted, cancellationToken);
            else
                await DispatchAsync(stream, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not OutOfMemoryException)
        {
            _services.Log.BrokeOff(stream.Id, stream.Account, failure);
        }
    }

    /// <summary>For as long as instances may go by old settings, they may write events of a deleted stream.</summary>
    private async Task RemoveAsync(StreamRecord stream, DateTimeOffset deleted, CancellationToken cancellationToken)
    {
        await _services.Outbox.RemoveAllAsync(stream.Account, stream.Id, cancellationToken);
        if (deleted + StreamSetting.Notice <= _services.Time.GetUtcNow())
            await _streams.RemoveAsync(stream.Account, stream.Id, cancellationToken);
    }

    /// <summary>A stream with nothing that waits costs the one request that tells so; one that is polled, another.</summary>
    private async Task DispatchAsync(StreamRecord stream, CancellationToken cancellationToken)
    {
        if (!stream.IsPush)
            await _services.Acknowledged.RemoveNotedAsync(
                stream, _services.Time.GetUtcNow() - AcknowledgedEvents.LeftBehind, cancellationToken);
        var waiting = await WaitingEvents.CountAsync(_services.Outbox, stream, cancellationToken);
        var now = _services.Time.GetUtcNow();
        if (await ActAsync(stream, waiting, now, cancellationToken))
        {
            waiting = await WaitingEvents.CountAsync(_services.Outbox, stream, cancellationToken);
            now = _services.Time.GetUtcNow();
        }
        // What a disabled stream has to tell of itself may never be fetched: nobody need look after that.
        var isLate = stream.Status != StreamStatus.Disabled && waiting.Oldest < now;
        EventMetrics.Waiting(stream, waiting.Count, isLate ? now - waiting.Oldest!.Value : TimeSpan.Zero);
    }

    /// <summary>Does what waits to be done; false if there was nothing.</summary>
    private async Task<bool> ActAsync(
        StreamRecord stream, WaitingEvents waiting, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (waiting.Oldest is not { } oldest)
            return false;
        var isOutlived = oldest <= stream.From || oldest + stream.Retention <= now;
        var canGo = stream.IsPush && waiting.CanGo;
        if (stream.Status == StreamStatus.Disabled)
            await DropHeldAsync(stream, cancellationToken);
        if (isOutlived)
            await DropOutlivedAsync(stream, cancellationToken);
        if (canGo)
            await _dispatcher.DispatchAsync(stream, cancellationToken);
        return stream.Status == StreamStatus.Disabled || isOutlived || canGo;
    }

    /// <summary>
    /// What waited was dropped when the stream was disabled; this is what instances wrote that went by old settings. Once enabled it begins
    /// later than a turn lasts, so that nothing of that is removed.
    /// </summary>
    private async Task DropHeldAsync(StreamRecord listed, CancellationToken cancellationToken)
    {
        if (await _streams.FindAsync(listed.Account, listed.Id, cancellationToken) is not { Status: StreamStatus.Disabled })
            return;
        await foreach (var page in _services.Outbox.KeysAsync(listed.Account, listed.Id, from: null, before: null, cancellationToken))
        {
            List<EventId> held = [.. page.Where(key => !key.Id.IsControl).Select(key => key.Id)];
            if (held.Count > 0)
                await _services.Outbox.RemoveAsync(listed.Account, listed.Id, held, cancellationToken);
        }
    }

    /// <summary>Those lie at the front, but for replayed ones.</summary>
    private async Task DropOutlivedAsync(StreamRecord stream, CancellationToken cancellationToken)
    {
        SelectedEvents found;
        var bounds = new SelectionBounds { Most = SelectedAtOnce };
        do
        {
            found = await _services.Selection.SelectAsync(stream, bounds, cancellationToken);
            await _services.Outlived.RemoveAsync(stream, found, cancellationToken);
            bounds = bounds with { After = found.Next };
        }
        while (found.Lost.Count + found.Void.Count > 0 || found.Next is not null);
    }
}
