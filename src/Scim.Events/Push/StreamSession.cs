using Scim.Events.Handout;
using Scim.Events.Telemetry;
using Scim.Provisioning;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;

namespace Scim.Events.Push;

/// <summary>
/// Dispatches what a stream has, under its lease: up to 16 tokens under way, one of a user; the user's next when the row of the one before
/// is removed. One thread at a time runs in it: what goes on beside posts its end to the inbox.
/// </summary>
internal sealed class StreamSession(SessionServices services, StreamRecord stream, StreamLease lease)
{
    /// <summary>How long what is under way may take when it is asked to stop: 5 s.</summary>
    public static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(5);

    private const int MostUnderWay = 16;
    private const int MostPausing = 100;
    private const int RemovedAtOnce = 100;
    private const int MostRefusals = 5;
    private const int MostPatience = 3;

    // Operators pause streams and change keys while a session goes on.
    private static readonly TimeSpan SettingsLifetime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PauseForOthers = TimeSpan.FromSeconds(1);

    private readonly SessionInbox _inbox = new(services.Time);
    private readonly EventsAtHand _hand = new();
    private readonly Dictionary<EventId, int> _refusals = [];
    private readonly List<OutboxEvent> _taken = [];

    private StreamRecord _stream = stream;
    private EventSigner? _signer = SignerOf(services, stream);
    private long? _settingsRead = services.Time.GetTimestamp();
    private SessionNotes _notes = new();
    private int _window = 1;
    private int _underWay;
    private int _pausing;
    private int _patience;
    private bool _reading;
    private bool _selecting;
    private bool _removing;
    private bool _prolonging;
    private SessionEnd? _end;

    /// <summary>Dispatches until nothing is left or the receiver fails.</summary>
    /// <param name="stop">Asks to stop: nothing more is sent, what is under way ends.</param>
    /// <exception cref="StorageUnavailableException">Storage gave no answer.</exception>
    public async Task<SessionEnd> RunAsync(CancellationToken stop)
    {
        using var cut = new CancellationTokenSource();
        await using var stopping = stop.Register(() => _inbox.Post(() =>
        {
            _end ??= SessionEnd.Stopped;
            _inbox.Later(TimeToStop, cut.Cancel);
        }));
        while (true)
        {
            Go(cut.Token);
            if (_inbox.IsIdle && !(GoesOn && HasWork))
                break;
            await _inbox.TakeAsync();
        }
        if (_inbox.Broken is { } broken)
        {
            await EndAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new StorageUnavailableException("The dispatching of a stream broke off.", broken);
        }
        await EndAsync();
        return _notes.Failure is not null ? SessionEnd.BackedOff : _end ?? SessionEnd.Drained;
    }

    /// <summary>Looks again for what there is to hand out.</summary>
    public void Wake() => _inbox.Post(() => _hand.LooksAgain = true);

    private bool HasWork => _hand.Ready > 0 || _hand.LooksAgain || _pausing > 0 || _taken.Count > 0;

    private bool GoesOn => _end is null && _inbox.Broken is null && _notes.Failure is null;

    private static EventSigner? SignerOf(SessionServices services, StreamRecord stream) =>
        services.Issuer.Address is { } issuer ? services.Tokens.For(stream, issuer) : null;

    private async Task EndAsync()
    {
        await lease.EndAsync(noted => _notes.End(noted, services.Time.GetUtcNow()), CancellationToken.None);
        if (_notes.Failure is { } failure)
            services.Log.Failed(_stream.Account, _stream.Id, failure.Reason, lease.Noted.NextTry, lease.Noted.Failures);
    }

    /// <summary>Begins what can begin.</summary>
    private void Go(CancellationToken cut)
    {
        if (!lease.IsHeld)
            _end ??= SessionEnd.LeaseLost;
        if (!_removing && _inbox.Broken is null && _taken.Count > 0)
            Remove();
        if (!GoesOn)
            return;
        if (_signer is null)
        {
            _end = SessionEnd.NoKey;
            _notes = _notes with { LastError = ($"no key for {_stream.Algorithm} signs", services.Time.GetUtcNow()) };
            return;
        }
        if (!_prolonging && lease.IsOld)
        {
            _prolonging = true;
            var notes = _notes;
            _inbox.Beside(() => lease.ProlongAsync(notes.Progress, CancellationToken.None), () => _prolonging = false);
        }
        if (!_reading && (_settingsRead is not { } read || services.Time.GetElapsedTime(read) >= SettingsLifetime))
            ReadSettings();
        if (!_reading && !_selecting && _hand.CanSelect)
            Select();
        while (!_reading && _hand.Ready > 0 && _underWay < _window && _pausing < MostPausing)
            Send(_hand.Next(), _signer, cut);
    }

    private void ReadSettings()
    {
        (_reading, _settingsRead) = (true, services.Time.GetTimestamp());
        StreamRecord? found = null;
        _inbox.Beside(
            async () => found = await services.Streams.FindAsync(_stream.Account, _stream.Id, CancellationToken.None),
            () =>
            {
                _reading = false;
                if (_inbox.Broken is null)
                    Take(found);
            });
    }

    private void Take(StreamRecord? found)
    {
        if (found is not { IsPush: true, Deleted: null })
        {
            _end ??= SessionEnd.Drained;
            return;
        }
        if (found.ETag != _stream.ETag)
            _hand.PutBackReady(); // What was selected by the old settings is selected anew, if it still is to go.
        (_stream, _signer) = (found, SignerOf(services, found));
    }

    private void Select()
    {
        _selecting = true;
        var (by, bounds) = (_stream, _hand.Select());
        SelectedEvents? selected = null;
        _inbox.Beside(
            async () =>
            {
                selected = await services.Selection.SelectAsync(by, bounds, CancellationToken.None);
                await services.Outlived.RemoveAsync(by, selected, CancellationToken.None);
            },
            () =>
            {
                _selecting = false;
                if (selected is not null)
                    Take(selected, by);
            });
    }

    private void Take(SelectedEvents selected, StreamRecord by)
    {
        if (_hand.Take(selected))
            _patience = 0;
        else if (_patience++ < MostPatience)
            Pause(PauseForOthers, () => _hand.LooksAgain = true);
        if (by.ETag != _stream.ETag)
            _hand.PutBackReady();
    }

    private void Send(OutboxEvent told, EventSigner signer, CancellationToken cut)
    {
        _underWay++;
        var (to, outcome) = (_stream, default(PushOutcome?));
        _inbox.Beside(
            async () =>
            {
                try
                {
                    outcome = await services.Sender.SendAsync(to, signer.Sign(told), cut);
                }
                catch (OperationCanceledException) when (cut.IsCancellationRequested)
                {
                    // Whether it was taken is not known: it is sent again by whoever comes next.
                }
            },
            () =>
            {
                _underWay--;
                if (outcome is { } known)
                    Settle(told, known);
            });
    }

    private void Settle(OutboxEvent told, PushOutcome outcome)
    {
        if (outcome.Result == PushResult.Taken)
        {
            _window = Math.Min(MostUnderWay, _window * 2);
            _notes = _notes with { LastDelivered = services.Time.GetUtcNow() };
            EventMetrics.Delivered(_stream, 1);
            _taken.Add(told);
            return;
        }
        EventMetrics.Failed(_stream);
        if (outcome.Result == PushResult.Failed)
        {
            Fail(outcome.Reason, outcome.RetryAfter);
            return;
        }
        _notes = _notes with { LastError = ($"it refused an event: {outcome.Reason}", services.Time.GetUtcNow()) };
        var refusals = _refusals[told.Id] = _refusals.GetValueOrDefault(told.Id) + 1;
        if (refusals == MostRefusals)
        {
            SetAside(told, outcome.Reason);
            return;
        }
        var settings = _stream.ETag;
        Pause(TimeSpan.FromSeconds(1 << (refusals - 1)), () =>
        {
            if (settings == _stream.ETag)
                _hand.SendAgain(told);
            else
                _hand.PutBack(told);
        });
    }

    private void Fail(string reason, TimeSpan? retryAfter) =>
        _notes = _notes.Failed(new StreamFailure(reason, services.Time.GetUtcNow(), retryAfter ?? TimeSpan.Zero));

    /// <summary>Does something after a while; the rest goes on.</summary>
    private void Pause(TimeSpan pause, Action act)
    {
        _pausing++;
        _inbox.Later(pause, () =>
        {
            _pausing--;
            act();
        });
    }

    private void SetAside(OutboxEvent told, string reason)
    {
        var wasSet = 0;
        _inbox.Beside(
            async () => wasSet = await services.Aside.SetAsideAsync(_stream, [new(told.Id, reason)], CancellationToken.None),
            () =>
            {
                if (wasSet > 0)
                    services.Log.IsSetAside(_stream.Id, _stream.Account, reason);
                else if (_inbox.Broken is null)
                    Fail("it refuses too many events", retryAfter: null);
                Free(told);
            });
    }

    private void Remove()
    {
        _removing = true;
        List<OutboxEvent> taken = [.. _taken.Take(RemovedAtOnce)];
        _taken.RemoveRange(0, taken.Count);
        _inbox.Beside(
            () => services.Outbox.RemoveAsync(
                _stream.Account, _stream.Id, [.. taken.Select(told => told.Id)], CancellationToken.None),
            () =>
            {
                _removing = false;
                if (_inbox.Broken is null)
                    taken.ForEach(Free);
            });
    }

    /// <summary>The event is done with: the user's next may be selected.</summary>
    private void Free(OutboxEvent told)
    {
        if (told.User is null)
            _settingsRead = null; // It told that they change.
        _refusals.Remove(told.Id);
        _hand.PutBack(told);
    }
}
