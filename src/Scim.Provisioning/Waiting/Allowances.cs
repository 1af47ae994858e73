using Microsoft.Extensions.Caching.Memory;
using Scim.Provisioning.Metering;

namespace Scim.Provisioning.Waiting;

/// <summary>
/// Allowances in this instance's memory, each a token bucket under a key. An allowance that is forgotten counts as full, so what is
/// remembered is bounded.
/// </summary>
/// <param name="capacity">How many are remembered.</param>
/// <param name="time">The clock.</param>
internal sealed class Allowances<TKey>(int capacity, TimeProvider time) : IDisposable
    where TKey : notnull
{
    // Every allowance is full again after this time, or has been asked for meanwhile.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly MemoryCache _buckets = new(new MemoryCacheOptions { SizeLimit = capacity });
    private readonly SteadyClock _clock = new(time);
    private readonly Lock _gate = new();

    /// <summary>How many are remembered.</summary>
    public int Count => _buckets.Count;

    /// <summary>Takes one from each of several allowances, or from none of them.</summary>
    /// <returns>Zero if they were taken; else how long until that may be tried again.</returns>
    public TimeSpan Take(params ReadOnlySpan<(TKey Key, RateLimit Limit)> allowances)
    {
        lock (_gate)
        {
            var wait = TimeSpan.Zero;
            foreach (var (key, limit) in allowances)
            {
                if (StateOf(key, limit).Decide(granted: false, limit).RetryAfter is var own && own > wait)
                    wait = own;
            }
            if (wait > TimeSpan.Zero)
                return wait;
            foreach (var (key, limit) in allowances)
                Keep(key, StateOf(key, limit).Take(1));
            return TimeSpan.Zero;
        }
    }

    /// <summary>Takes one from an allowance, if need be one that is yet to come.</summary>
    /// <param name="key">The allowance.</param>
    /// <param name="limit">Its limit.</param>
    /// <param name="longest">The longest wait.</param>
    /// <param name="wait">How long to wait for what was taken; if nothing was, how long the wait would have been.</param>
    /// <returns>False if the wait would be longer, and nothing was taken.</returns>
    public bool TryTakeAhead(TKey key, RateLimit limit, TimeSpan longest, out TimeSpan wait)
    {
        lock (_gate)
        {
            var state = StateOf(key, limit);
            wait = state.Decide(granted: false, limit).RetryAfter;
            if (wait > longest)
                return false;
            Keep(key, state.Take(1));
            return true;
        }
    }

    /// <summary>Gives one back.</summary>
    public void GiveBack(params ReadOnlySpan<(TKey Key, RateLimit Limit)> allowances)
    {
        lock (_gate)
        {
            foreach (var (key, limit) in allowances)
                Keep(key, StateOf(key, limit).Take(-1));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _buckets.Dispose();

    private BucketState StateOf(TKey key, RateLimit limit) => _buckets.TryGetValue(key, out BucketState known)
        ? known.Refill(limit, _clock.Now)
        : BucketState.Full(limit, _clock.Now);

    private void Keep(TKey key, BucketState state)
    {
        using var entry = _buckets.CreateEntry(key);
        entry.Size = 1;
        entry.SlidingExpiration = Remembered;
        entry.Value = state;
    }
}
