using Scim.Provisioning.Identities;
using Scim.Provisioning.Telemetry;

namespace Scim.Provisioning.Metering;

/// <summary>
/// One caller's bucket in this instance. One writer at a time takes for all requests that wait: it computes from the remembered
/// state, writes once for all that it grants, and reads again only when another instance was faster.
/// </summary>
internal sealed class CallerBucket(ClientId caller, ITokenBucketStore store, TimeProvider time)
{
    private const int LongestPauseMilliseconds = 50;

    // Well before those who wait would have to take storage for dead.
    private static readonly TimeSpan LongestRace = StorageDeadline.Length - TimeSpan.FromSeconds(2);

    private const string Work = "Meter";

    private readonly Lock _gate = new();
    private readonly LostRaces _races = new(time);
    private List<Waiter> _waiting = [];
    private bool _writing;

    // While there is a writer: what is left at most for who comes now, when all who wait have taken. Others can only take more.
    private BucketState _most;
    private StoredBucket? _known;

    /// <summary>Takes tokens.</summary>
    /// <param name="limit">The caller's limit.</param>
    /// <param name="charge">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="isOwed">True if they are taken whatever is there; false if one must be there.</param>
    public Task<MeterDecision> TakeAsync(RateLimit limit, int charge, CancellationToken cancellationToken, bool isOwed = false)
    {
        var waiter = new Waiter(limit, charge, isOwed, cancellationToken);
        bool isWriter;
        lock (_gate)
        {
            isWriter = !_writing;
            var now = time.GetUtcNow();
            if (!isWriter)
                _most = _most.Believe(now);
            var most = isWriter ? StateNow(limit) : _most.Refill(limit, now);
            if (!isOwed && !most.HasToken)
                return Task.FromResult(most.Decide(granted: false, limit));
            if (!isOwed && isWriter && _races.Wait is var wait && wait > TimeSpan.Zero)
                return Task.FromResult(new MeterDecision(Granted: false, limit, Remaining: 0, wait));
            _writing = true;
            _most = most.Take(charge);
            _waiting.Add(waiter);
        }
        if (isWriter)
            _ = SharedWork.Begin(Work, ServeAsync);
        return SharedWork.WaitAsync(Work, waiter.Decision.Task, cancellationToken);
    }

    private async Task ServeAsync()
    {
        while (NextBatch() is { } batch)
        {
            try
            {
                await DecideAsync(batch);
            }
            catch (Exception error)
            {
                _known = null;
                foreach (var waiter in batch)
                    waiter.Decision.TrySetException(error is OperationCanceledException ? new StorageUnavailableException() : error);
            }
        }
    }

    private List<Waiter>? NextBatch()
    {
        lock (_gate)
        {
            // Who has been answered meanwhile, for want of storage, is not charged.
            _waiting.RemoveAll(waiter => waiter.Answered.IsCancellationRequested);
            if (_waiting.Count == 0)
            {
                _writing = false;
                return null;
            }
            var batch = _waiting;
            _waiting = [];
            return batch;
        }
    }

    private async Task DecideAsync(List<Waiter> batch)
    {
        using var deadline = new CancellationTokenSource(StorageDeadline.Length, time);
        var limit = batch[^1].Limit;
        var began = time.GetTimestamp();
        for (var attempt = 1; attempt == 1 || time.GetElapsedTime(began) < LongestRace; attempt++)
        {
            var isRead = _known is null;
            if (isRead)
                _known = await ReadAsync(deadline.Token);
            var state = StateNow(limit);
            if (attempt == 1 && !isRead && _races.Any && state.HasToken)
            {
                if (_races.Wait is var wait && wait > TimeSpan.Zero && !batch.Exists(waiter => waiter.IsOwed))
                {
                    Deny(batch, new MeterDecision(Granted: false, limit, Remaining: 0, wait));
                    return;
                }
                isRead = true;
                _known = await ReadAsync(deadline.Token);
                state = StateNow(limit);
            }

            var (after, decisions) = Grant(batch, state, limit);
            if (!decisions.Exists(d => d.Granted))
            {
                if (isRead && (attempt > 1 || _races.Any))
                    _races.Lose(state.RefilledAt - time.GetUtcNow() + decisions[0].RetryAfter, limit);
                Answer(batch, decisions);
                return;
            }
            Reserve(after);
            _known = await store.WriteAsync(caller, after, _known?.ETag, deadline.Token);
            if (_known is not null)
            {
                _races.Win();
                Answer(batch, decisions);
                return;
            }
            // What was remembered may just have been old; only a second loss in a row means that there is a race.
            if (attempt > 1)
                await Task.Delay(PauseAfter(attempt), time, deadline.Token);
        }
        // That others were faster says nothing of the caller's rate.
        foreach (var waiter in batch)
            waiter.Decision.TrySetException(new ContentionException("Other instances took from the same bucket every time."));
    }

    /// <summary>Longer after each loss, and never the same in two instances.</summary>
    private static TimeSpan PauseAfter(int attempt) =>
        TimeSpan.FromMilliseconds(Random.Shared.Next(1, Math.Min(5 * attempt, LongestPauseMilliseconds)));

    private void Reserve(BucketState after)
    {
        lock (_gate)
            _most = _waiting.Aggregate(after, (state, waiter) => state.Take(waiter.Charge));
    }

    /// <summary>The bucket in storage. One that is as it was is remembered as it was believed.</summary>
    private async Task<StoredBucket?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await store.FindAsync(caller, cancellationToken);
        return read is not null && read.ETag == _known?.ETag ? _known : read;
    }

    private BucketState StateNow(RateLimit limit)
    {
        var now = time.GetUtcNow();
        if (_known is not { } known)
            return BucketState.Full(limit, now);
        var believed = known.State.Believe(now);
        if (believed != known.State)
            _known = known with { State = believed };
        return believed.Refill(limit, now);
    }

    private static (BucketState After, List<MeterDecision> Decisions) Grant(List<Waiter> batch, BucketState state, RateLimit limit)
    {
        var decisions = new List<MeterDecision>(batch.Count);
        foreach (var waiter in batch)
        {
            var granted = waiter.IsOwed || state.HasToken;
            if (granted)
                state = state.Take(waiter.Charge);
            decisions.Add(state.Decide(granted, limit));
        }
        return (state, decisions);
    }

    private static void Answer(List<Waiter> batch, List<MeterDecision> decisions)
    {
        for (var i = 0; i < batch.Count; i++)
            batch[i].Decision.TrySetResult(decisions[i]);
    }

    private static void Deny(List<Waiter> batch, MeterDecision denial) => Answer(batch, [.. batch.Select(_ => denial)]);

    private sealed record Waiter(RateLimit Limit, int Charge, bool IsOwed, CancellationToken Answered)
    {
        public TaskCompletionSource<MeterDecision> Decision { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
