using Scim.Provisioning.Tokens;

namespace Scim.Provisioning.Metering;

/// <summary>
/// One caller's bucket in this instance. One writer at a time takes for all requests that wait: it computes from the remembered
/// state, writes once for all that it grants, and reads again only when another instance was faster.
/// </summary>
internal sealed class CallerBucket(ClientId caller, ITokenBucketStore store, TimeProvider time)
{
    private const int MaxTries = 6;

    private readonly Lock _gate = new();
    private readonly LostRaces _races = new();
    private List<Waiter> _waiting = [];
    private bool _writing;

    // While there is a writer: what is left at most for who comes now, when all who wait have taken. Others can only take more.
    private BucketState _most;
    private StoredBucket? _known;

    public Task<MeterDecision> TakeAsync(RateLimit limit, int charge, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(limit, charge, cancellationToken);
        bool isWriter;
        lock (_gate)
        {
            isWriter = !_writing;
            var now = time.GetUtcNow();
            var most = isWriter ? StateNow(limit) : TokenBucket.Refill(_most, limit, now);
            if (!TokenBucket.HasToken(most))
                return Task.FromResult(TokenBucket.Decide(granted: false, most, limit));
            if (isWriter && _races.WaitAt(now) is var wait && wait > TimeSpan.Zero)
                return Task.FromResult(TokenBucket.Deny(wait, limit));
            _writing = true;
            _most = TokenBucket.Take(most, charge);
            _waiting.Add(waiter);
        }
        if (isWriter)
            _ = ServeAsync();
        return waiter.Decision.Task.WaitAsync(cancellationToken);
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
        using var deadline = StorageDeadline.Start(time);
        var limit = batch[^1].Limit;
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            var isRead = _known is null;
            if (isRead)
                _known = await store.FindAsync(caller, deadline.Token);
            var state = StateNow(limit);
            if (attempt == 1 && !isRead && _races.Any && TokenBucket.HasToken(state))
            {
                if (_races.WaitAt(time.GetUtcNow()) is var wait && wait > TimeSpan.Zero)
                {
                    Deny(batch, TokenBucket.Deny(wait, limit));
                    return;
                }
                isRead = true;
                _known = await store.FindAsync(caller, deadline.Token);
                state = StateNow(limit);
            }

            var (after, decisions) = Grant(batch, state, limit);
            if (!decisions.Exists(d => d.Granted))
            {
                if (isRead && (attempt > 1 || _races.Any))
                    _races.Lose(state.RefilledAt + decisions[0].RetryAfter, limit);
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
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 9)), time, deadline.Token);
        }
        Deny(batch, TokenBucket.Decide(granted: false, new BucketState(0, time.GetUtcNow()), limit));
    }

    private void Reserve(BucketState after)
    {
        lock (_gate)
            _most = _waiting.Aggregate(after, (state, waiter) => TokenBucket.Take(state, waiter.Charge));
    }

    private BucketState StateNow(RateLimit limit) =>
        _known is null ? TokenBucket.Full(limit, time.GetUtcNow()) : TokenBucket.Refill(_known.State, limit, time.GetUtcNow());

    private static (BucketState After, List<MeterDecision> Decisions) Grant(List<Waiter> batch, BucketState state, RateLimit limit)
    {
        var decisions = new List<MeterDecision>(batch.Count);
        foreach (var waiter in batch)
        {
            var granted = TokenBucket.HasToken(state);
            if (granted)
                state = TokenBucket.Take(state, waiter.Charge);
            decisions.Add(TokenBucket.Decide(granted, state, limit));
        }
        return (state, decisions);
    }

    private static void Answer(List<Waiter> batch, List<MeterDecision> decisions)
    {
        for (var i = 0; i < batch.Count; i++)
            batch[i].Decision.TrySetResult(decisions[i]);
    }

    private static void Deny(List<Waiter> batch, MeterDecision denial) => Answer(batch, [.. batch.Select(_ => denial)]);

    private sealed record Waiter(RateLimit Limit, int Charge, CancellationToken Answered)
    {
        public TaskCompletionSource<MeterDecision> Decision { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
