using Scim.Provisioning.Identities;
using Scim.Provisioning.Telemetry;

namespace Scim.Provisioning.Metering;

/// <summary>
/// One caller's bucket in this instance. One writer at a time takes for all requests that wait: it computes from the remembered
/// state, writes once for all that it grants, and reads again only when another instance was faster. It takes some tokens ahead for a
/// caller in use; these are granted from memory, and renewed in the background before they run out (docs/adr/0019).
/// </summary>
internal sealed class CallerBucket(ClientId caller, ITokenBucketStore store, Renewals renewals, TimeProvider time)
{
    private const int LongestPauseMilliseconds = 50;
    private const int TriesOfRenewal = 2;

    // Once may be chance; from then on another instance is likely to take from the bucket before each take of this one.
    private const int OvertakenOften = 2;

    // Well before those who wait would have to take storage for dead.
    private static readonly TimeSpan LongestRace = StorageDeadline.Length - TimeSpan.FromSeconds(2);

    private const string Work = "Meter";

    private readonly Lock _gate = new();
    private readonly LostRaces _races = new(time);
    private readonly TokensAhead _ahead = new(time);
    private List<WaitingTake> _waiting = [];
    private bool _writing;

    // While there is a writer: what is left at most for who comes now, when all who wait have taken, with what the writer takes ahead.
    // Others can only take more.
    private BucketState _most;
    private StoredBucket? _known;

    // How many takes in a row found that another instance had written the bucket since this one remembered it.
    private int _overtaken;

    /// <summary>Takes tokens.</summary>
    /// <param name="limit">The caller's limit.</param>
    /// <param name="charge">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="isOwed">True if they are taken whatever is there; false if one must be there.</param>
    public Task<MeterDecision> TakeAsync(RateLimit limit, int charge, CancellationToken cancellationToken, bool isOwed = false)
    {
        WaitingTake? waiter = null;
        MeterDecision decision = default;
        bool begins;
        lock (_gate)
        {
            begins = !_writing;
            var most = begins ? StateNow(limit) : MostNow(limit);
            if (_ahead.TryTake(charge))
            {
                decision = GrantFromMemory(most, limit, isOwed);
                begins = begins && MayRenew(most);
            }
            else
            {
                if (!isOwed && !most.HasToken)
                    return Task.FromResult(most.Decide(granted: false, limit, _ahead.Count));
                if (!isOwed && begins && _races.Wait is var wait && wait > TimeSpan.Zero)
                    return Task.FromResult(new MeterDecision(Granted: false, limit, Remaining: 0, wait));
                waiter = new WaitingTake(limit, charge, isOwed, cancellationToken);
                _waiting.Add(waiter);
            }
            if (begins)
            {
                _writing = true;
                _most = most;
            }
            _most = _most.Take(waiter?.Charge ?? 0);
        }
        if (begins)
            _ = SharedWork.Begin<Task>(Work, waiter is null ? () => RenewAsync(limit) : ServeAsync);
        return waiter is null ? Task.FromResult(decision) : SharedWork.WaitAsync(Work, waiter.Decision.Task, cancellationToken);
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
                batch.Fail(error is OperationCanceledException ? new StorageUnavailableException() : error);
            }
        }
    }

    private TakeBatch? NextBatch()
    {
        lock (_gate)
        {
            // Who has been answered meanwhile, for want of storage, is not charged.
            _waiting.RemoveAll(waiter => waiter.Answered.IsCancellationRequested || TryGrantFromMemory(waiter));
            if (_waiting.Count == 0)
            {
                _writing = false;
                return null;
            }
            var batch = new TakeBatch(_waiting);
            _waiting = [];
            return batch;
        }
    }

    private bool TryGrantFromMemory(WaitingTake waiter)
    {
        if (!_ahead.TryTake(waiter.Charge))
            return false;
        // It was counted as one that takes from the bucket.
        _most = _most.Take(-waiter.Charge);
        waiter.Decision.TrySetResult(GrantFromMemory(MostNow(waiter.Limit), waiter.Limit, waiter.IsOwed));
        return true;
    }

    private MeterDecision GrantFromMemory(BucketState most, RateLimit limit, bool isOwed)
    {
        if (!isOwed)
            _ahead.Granted(1);
        return most.Decide(granted: true, limit, _ahead.Count);
    }

    private async Task DecideAsync(TakeBatch batch)
    {
        using var deadline = new CancellationTokenSource(StorageDeadline.Length, time);
        var limit = batch.Limit;
        var began = time.GetTimestamp();
        var isCold = _known is null;
        for (var attempt = 1; attempt == 1 || time.GetElapsedTime(began) < LongestRace; attempt++)
        {
            var isRead = _known is null;
            if (isRead)
                await ReadAsync(deadline.Token);
            var takenAt = time.GetTimestamp();
            var state = StateNow(limit);
            if (attempt == 1 && !isRead && IsProbablyOld && state.HasToken)
            {
                if (_races.Wait is var wait && wait > TimeSpan.Zero && !batch.HasOwed)
                {
                    batch.Deny(new MeterDecision(Granted: false, limit, Remaining: 0, wait));
                    return;
                }
                isRead = true;
                await ReadAsync(deadline.Token);
                takenAt = time.GetTimestamp();
                state = StateNow(limit);
            }

            var (after, decisions, requests) = batch.Grant(state, limit);
            if (!decisions.Exists(d => d.Granted))
            {
                if (isRead && (attempt > 1 || !isCold || _races.Any))
                    _races.Lose(state.RefilledAt - time.GetUtcNow() + decisions[0].RetryAfter, limit);
                batch.Answer(decisions);
                return;
            }
            if (await TryWriteAsync(after, requests, takenAt, isRead, deadline.Token))
            {
                _races.Win();
                batch.Answer(decisions);
                return;
            }
            // What was remembered may just have been old; only a second loss in a row means that there is a race.
            if (attempt > 1)
                await Task.Delay(PauseAfter(attempt), time, deadline.Token);
        }
        // That others were faster says nothing of the caller's rate.
        batch.Fail(new ContentionException("Other instances took from the same bucket every time."));
    }

    /// <summary>Longer after each loss, and never the same in two instances.</summary>
    private static TimeSpan PauseAfter(int attempt) =>
        TimeSpan.FromMilliseconds(Random.Shared.Next(1, Math.Min(5 * attempt, LongestPauseMilliseconds)));

    /// <summary>True if tokens are to be taken ahead now, though nobody waits for one.</summary>
    private bool MayRenew(BucketState state) =>
        _known is not null && !_races.Any && _ahead.WantedToRenew(state) > 0 && renewals.TryBegin();

    /// <summary>
    /// Takes tokens ahead. That it fails is no request's fault: the next one that finds none in memory asks storage itself.
    /// </summary>
    private async Task RenewAsync(RateLimit limit)
    {
        try
        {
            // Later they would have lapsed.
            using var late = new CancellationTokenSource(TokensAhead.Lifetime, time);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, renewals.End);
            for (var attempt = 1; attempt <= TriesOfRenewal; attempt++)
            {
                var isRead = _known is null || IsProbablyOld;
                if (isRead)
                    await ReadAsync(end.Token);
                var takenAt = time.GetTimestamp();
                var state = StateNow(limit);
                if (WantedToRenew(state) == 0 || await TryWriteAsync(state, requests: 0, takenAt, isRead, end.Token))
                    break;
            }
        }
        catch (Exception)
        {
            _known = null;
        }
        finally
        {
            renewals.Ended();
        }
        await ServeAsync();
    }

    private int WantedToRenew(BucketState state)
    {
        lock (_gate)
            return _ahead.WantedToRenew(state);
    }

    /// <summary>Writes the bucket after what is granted, without what is taken ahead.</summary>
    /// <param name="after">The bucket after what is granted.</param>
    /// <param name="requests">How many requests are granted.</param>
    /// <param name="takenAt">A timestamp from before the bucket was computed.</param>
    /// <param name="isRead">True if it was computed from what was just read; false if from what was remembered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False if another instance was faster.</returns>
    private async Task<bool> TryWriteAsync(
        BucketState after, int requests, long takenAt, bool isRead, CancellationToken cancellationToken)
    {
        int ahead;
        lock (_gate)
        {
            ahead = _ahead.Wanted(after, requests);
            _most = _waiting.Aggregate(after, (state, waiter) => state.Take(waiter.Charge));
        }
        _known = await store.WriteAsync(caller, after.Take(ahead), _known?.ETag, cancellationToken);
        if (!isRead)
            _overtaken = _known is null ? _overtaken + 1 : 0;
        if (_known is null)
            return false;
        lock (_gate)
        {
            _ahead.Granted(requests);
            _ahead.Keep(ahead, takenAt);
            _most = _most.Take(ahead);
        }
        return true;
    }

    /// <summary>True if another instance has most likely written the bucket since.</summary>
    private bool IsProbablyOld => _races.Any || _overtaken >= OvertakenOften;

    /// <summary>Reads the bucket from storage. One that is as it was stays remembered as it was believed.</summary>
    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var read = await store.FindAsync(caller, cancellationToken);
        if (read is not null && read.ETag == _known?.ETag)
            _overtaken = 0;
        else
            _known = read;
    }

    private BucketState MostNow(RateLimit limit)
    {
        var now = time.GetUtcNow();
        _most = _most.Believe(now);
        return _most.Refill(limit, now);
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
}
