using Scim.Events.Handout;
using Scim.Events.Telemetry;
using Scim.Provisioning;
using Scim.Provisioning.Streams;

namespace Scim.Events.Push;

/// <summary>
/// Looks at the streams of all accounts, since an instance may have ended before it had delivered what it wrote: dispatches what was
/// left behind, drops what nobody took in time, removes what deleted streams have, and measures what waits.
/// </summary>
public sealed class StreamSweep
{
    private const int StreamsAtOnce = 4;
    private const int MostCounted = 10_000;
    private const int SelectedAtOnce = 100;

    private readonly IStreamStore _streams;
    private readonly PushDispatcher _dispatcher;
    private readonly SessionServices _services;

    internal StreamSweep(IStreamStore streams, PushDispatcher dispatcher, SessionServices services) =>
        (_streams, _dispatcher, _services) = (streams, dispatcher, services);

    /// <summary>Sweeps once. It throws nothing but for cancellation: what breaks off is logged and left to the next time.</summary>
    /// <param name="most">How long dispatching may take; what is under way then ends in order.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public async Task RunAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(most, _services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await Parallel.ForEachAsync(
                _streams.ListAsync(account: null, either.Token),
                new ParallelOptions { MaxDegreeOfParallelism = StreamsAtOnce, CancellationToken = either.Token },
                async (stream, token) => await SweepAsync(stream, token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over; the next sweep goes on.
        }
        catch (StorageUnavailableException failure)
        {
            _services.Log.SweepBrokeOff(failure);
        }
    }

    private async Task SweepAsync(StreamRecord stream, CancellationToken cancellationToken)
    {
        try
        {
            if (stream.Deleted is { } deleted)
            {
                await RemoveAsync(stream, deleted, cancellationToken);
                return;
            }
            await DropOutlivedAsync(stream, cancellationToken);
            if (stream.IsPush)
                await _dispatcher.DispatchAsync(stream, cancellationToken);
            await MeasureAsync(stream, cancellationToken);
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

    private async Task MeasureAsync(StreamRecord stream, CancellationToken cancellationToken)
    {
        var now = _services.Time.GetUtcNow();
        var (count, oldest) = (0, now);
        await foreach (var page in _services.Outbox.KeysAsync(stream.Account, stream.Id, from: null, before: null, cancellationToken))
        {
            count += page.Count;
            foreach (var key in page)
                oldest = key.When < oldest ? key.When : oldest;
            if (count >= MostCounted)
                break;
        }
        EventMetrics.Waiting(stream, Math.Min(count, MostCounted), now - oldest);
    }
}
