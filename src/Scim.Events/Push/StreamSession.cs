using System.Threading.Channels;
using Scim.Events.Handout;
using Scim.Events.Telemetry;
using Scim.Provisioning;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Push;

/// <summary>
/// Dispatches what a stream has, under its lease: up to 16 tokens under way, one of a user; the user's next when the row of the one before
/// is removed. One thread at a time runs in it: what goes on beside posts its end to the inbox.
/// </summary>
internal sealed class StreamSession(SessionServices services, StreamRecord stream, StreamLease lease)
{
    private const int MostUnderWay = 16;
    private const int SelectedAtOnce = 100;
    private const int RemovedAtOnce = 100;
    private const int MostRefusals = 5;

    private readonly Channel<Action> _inbox = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Queue<OutboxEvent> _ready = new();
    private readonly HashSet<UserId> _busy = [];
    private readonly HashSet<EventId> _controls = [];
    private readonly Dictionary<EventId, int> _refusals = [];
    private readonly List<OutboxEvent> _taken = [];
    private readonly EventSigner? _signer = services.Issuer.Address is { } issuer ? services.Tokens.For(stream, issuer) : null;

    private int _window = 1;
    private int _underWay;
    private int _pausing;
    private int _beside;
    private bool _selecting;
    private bool _removing;
    private bool _prolonging;
    private bool _looksAgain = true;
    private bool _hasFreed;
    private EventId? _after;
    private Failure? _failure;
    private SessionEnd? _end;
    private Exception? _broken;
    private bool _hasDelivered;
    private DateTimeOffset? _lastDelivered;
    private (string Reason, DateTimeOffset At)? _lastRefusal;

    /// <summary>Dispatches until nothing is left or the receiver fails.</summary>
    /// <param name="stop">Asks to stop: nothing more is sent, what is under way ends.</param>
    /// <exception cref="StorageUnavailableException">Storage gave no answer.</exception>
    public async Task<SessionEnd> RunAsync(CancellationToken stop)
    {
        using var stopping = stop.Register(() => _inbox.Writer.TryWrite(() => _end ??= SessionEnd.Stopped));
        while (true)
        {
            Go();
            if (_beside == 0 && (_end is not null || _broken is not null || _failure is not null || !HasWork))
                break;
            var act = await _inbox.Reader.ReadAsync(CancellationToken.None);
            act();
            while (_inbox.Reader.TryRead(out act))
                act();
        }
        if (_broken is not null)
        {
            await lease.EndAsync(Note, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new StorageUnavailableException("Storage gave no answer while a stream was dispatched.", _broken);
        }
        await lease.EndAsync(Note, CancellationToken.None);
        return _failure is not null ? SessionEnd.BackedOff : _end ?? SessionEnd.Drained;
    }

    /// <summary>Looks again for what there is to hand out.</summary>
    public void Wake() => _inbox.Writer.TryWrite(() => _looksAgain = true);

    private bool HasWork => _ready.Count > 0 || _looksAgain || _pausing > 0 || _taken.Count > 0;

    private bool GoesOn => _end is null && _broken is null && _failure is null;

    /// <summary>Begins what can begin.</summary>
    private void Go()
    {
        if (_signer is null)
            _end ??= SessionEnd.NoKey;
        if (!lease.IsHeld)
            _end ??= SessionEnd.LeaseLost;
        if (!_removing && _broken is null && _taken.Count > 0)
            Remove();
        if (!GoesOn)
            return;
        if (!_prolonging && lease.IsOld)
        {
            _prolonging = true;
            Beside(() => lease.ProlongAsync(Note, CancellationToken.None), () => _prolonging = false);
        }
        if (_ready.Count <= MostUnderWay && _looksAgain && !_selecting && _controls.Count == 0)
            Select();
        while (_ready.Count > 0 && _underWay < _window && GoesOn)
            Send(_ready.Dequeue());
    }

    private void Select()
    {
        (_selecting, _looksAgain) = (true, false);
        var bounds = new SelectionBounds { Most = SelectedAtOnce, BusyUsers = new HashSet<UserId>(_busy), After = _after };
        SelectedEvents? selected = null;
        Beside(
            async () =>
            {
                selected = await services.Selection.SelectAsync(stream, bounds, CancellationToken.None);
                await services.Outlived.RemoveAsync(stream, selected, CancellationToken.None);
            },
            () =>
            {
                _selecting = false;
                if (selected is null)
                    return;
                foreach (var told in selected.Events)
                {
                    _ready.Enqueue(told);
                    if (told.User is { } user)
                        _busy.Add(user);
                    else
                        _controls.Add(told.Id);
                }
                // What waits for others is looked for again when these are removed; from the front once the end was reached.
                _looksAgain |= selected.Next is not null
                    || (selected.HasMore && selected.Events.Count > 0)
                    || selected.Void.Count + selected.Lost.Count > 0
                    || (_after is not null && _hasFreed);
                _after = selected.Next;
                _hasFreed &= _after is not null;
            });
    }

    private void Send(OutboxEvent told)
    {
        _underWay++;
        var outcome = default(PushOutcome);
        Beside(
            async () => outcome = await services.Sender.SendAsync(stream, _signer!.Sign(told), CancellationToken.None), // Else it has ended.
            () =>
            {
                _underWay--;
                Settle(told, outcome);
            });
    }

    private void Settle(OutboxEvent told, PushOutcome outcome)
    {
        if (outcome.Result == PushResult.Taken)
        {
            _window = Math.Min(MostUnderWay, _window * 2);
            (_hasDelivered, _lastDelivered) = (true, services.Time.GetUtcNow());
            EventMetrics.Delivered(stream, 1);
            _taken.Add(told);
            return;
        }
        EventMetrics.Failed(stream);
        if (outcome.Result == PushResult.Failed)
        {
            Fail(outcome.Reason, outcome.RetryAfter);
            return;
        }
        _lastRefusal = ($"it refused an event: {outcome.Reason}", services.Time.GetUtcNow());
        var refusals = _refusals[told.Id] = _refusals.GetValueOrDefault(told.Id) + 1;
        if (refusals < MostRefusals)
            Pause(told, TimeSpan.FromSeconds(1 << (refusals - 1)));
        else
            SetAside(told, outcome.Reason);
    }

    private void Fail(string reason, TimeSpan? retryAfter)
    {
        if (_failure is null || retryAfter > _failure.RetryAfter)
            _failure = new Failure(reason, services.Time.GetUtcNow(), retryAfter ?? TimeSpan.Zero);
    }

    /// <summary>Sends it again after a while; others go on.</summary>
    private void Pause(OutboxEvent told, TimeSpan pause)
    {
        _pausing++;
        Later(pause, () =>
        {
            _pausing--;
            _ready.Enqueue(told);
        });
    }

    private void SetAside(OutboxEvent told, string reason)
    {
        var wasSet = 0;
        Beside(
            async () => wasSet = await services.Aside.SetAsideAsync(stream, [new(told.Id, reason)], CancellationToken.None),
            () =>
            {
                if (wasSet > 0)
                    services.Log.IsSetAside(stream.Id, stream.Account, reason);
                else
                    Fail("it refuses too many events", retryAfter: null);
                _refusals.Remove(told.Id);
                Free(told);
            });
    }

    private void Remove()
    {
        _removing = true;
        List<OutboxEvent> taken = [.. _taken.Take(RemovedAtOnce)];
        _taken.RemoveRange(0, taken.Count);
        Beside(
            () => services.Outbox.RemoveAsync(
                stream.Account, stream.Id, [.. taken.Select(told => told.Id)], CancellationToken.None),
            () =>
            {
                _removing = false;
                if (_broken is null)
                    taken.ForEach(Free);
            });
    }

    /// <summary>The user's next event may be selected.</summary>
    private void Free(OutboxEvent told)
    {
        if (told.User is { } user)
            _busy.Remove(user);
        else
            _controls.Remove(told.Id);
        (_looksAgain, _hasFreed) = (true, true);
    }

    private StreamDelivery Note(StreamDelivery noted)
    {
        if (_lastDelivered is not null)
            noted = noted with { LastDelivered = _lastDelivered, Failures = 0, NextTry = null };
        if (_lastRefusal is { } refusal)
            noted = noted with { LastError = refusal.Reason, LastErrorAt = refusal.At };
        if (_failure is null)
            return noted;
        var failures = (_hasDelivered ? 0 : noted.Failures) + 1;
        var pause = Backoff.After(failures);
        var next = services.Time.GetUtcNow() + (pause > _failure.RetryAfter ? pause : _failure.RetryAfter);
        services.Log.Failed(stream.Account, stream.Id, _failure.Reason, next, failures);
        return noted with { Failures = failures, NextTry = next, LastError = _failure.Reason, LastErrorAt = _failure.At };
    }

    private void Later(TimeSpan pause, Action act) =>
        _ = Task.Delay(pause, services.Time).ContinueWith(_ => _inbox.Writer.TryWrite(act), TaskScheduler.Default);

    /// <summary>Does something beside, whose end is posted to the inbox. A failure of it ends the session.</summary>
    private void Beside(Func<Task> act, Action after)
    {
        _beside++;
        _ = RunAsync();

        async Task RunAsync()
        {
            Exception? failure = null;
            try
            {
                await Task.Yield();
                await act();
            }
            catch (Exception any) when (any is not OutOfMemoryException)
            {
                failure = any;
            }
            _inbox.Writer.TryWrite(() =>
            {
                _beside--;
                _broken ??= failure;
                after();
            });
        }
    }

    /// <param name="Reason">What went wrong.</param>
    /// <param name="At">When.</param>
    /// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
    private sealed record Failure(string Reason, DateTimeOffset At, TimeSpan RetryAfter);
}
