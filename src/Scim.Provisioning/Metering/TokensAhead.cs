namespace Scim.Provisioning.Metering;

/// <summary>
/// The tokens that this instance took from one bucket before anybody asked for them (docs/adr/0019). They are granted from memory,
/// the oldest first. Those that are not used within a second lapse, and are never put back. Not for several threads at once.
/// </summary>
internal sealed class TokensAhead(TimeProvider time)
{
    /// <summary>
    /// How long after the bucket was computed its tokens may be granted: 1 second. The bound of a caller's rate has this in it.
    /// </summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    // What fewer would save, their own write costs.
    private const int FewestToRenew = 2;

    private readonly RecentGrants _recent = new(time);
    private readonly Queue<(int Tokens, long TakenAt)> _taken = new();
    private int _usedOfOldest;
    private int _count;

    /// <summary>How many may be granted now.</summary>
    public int Count
    {
        get
        {
            Lapse();
            return _count;
        }
    }

    /// <summary>Takes tokens if there are as many.</summary>
    public bool TryTake(int tokens)
    {
        if (Count < tokens)
            return false;
        _count -= tokens;
        _usedOfOldest += tokens;
        while (_taken.TryPeek(out var oldest) && oldest.Tokens <= _usedOfOldest)
        {
            _usedOfOldest -= oldest.Tokens;
            _taken.Dequeue();
        }
        return true;
    }

    /// <summary>Keeps tokens that were taken from the bucket.</summary>
    /// <param name="tokens">How many.</param>
    /// <param name="takenAt">A timestamp from before the bucket was computed.</param>
    public void Keep(int tokens, long takenAt)
    {
        if (tokens == 0)
            return;
        _taken.Enqueue((tokens, takenAt));
        _count += tokens;
    }

    /// <summary>Counts requests that are granted now, from memory or from the bucket.</summary>
    public void Granted(int requests) => _recent.Add(requests);

    /// <summary>
    /// How many a write takes ahead: a quarter of what was granted in the last second, and at most half of what is left.
    /// </summary>
    /// <param name="left">The bucket after what the write grants.</param>
    /// <param name="requests">How many requests the write grants.</param>
    public int Wanted(BucketState left, int requests) => Math.Min((_recent.Count + requests) / 4, (int)Math.Max(0, left.Tokens / 2));

    /// <summary>How many to take in the background now: none while there is more than half of what would be taken.</summary>
    /// <param name="left">The bucket.</param>
    public int WantedToRenew(BucketState left) =>
        Wanted(left, requests: 0) is var wanted and >= FewestToRenew && Count <= wanted / 2 ? wanted : 0;

    private void Lapse()
    {
        while (_taken.TryPeek(out var oldest) && time.GetElapsedTime(oldest.TakenAt) >= Lifetime)
        {
            _count -= oldest.Tokens - _usedOfOldest;
            _usedOfOldest = 0;
            _taken.Dequeue();
        }
    }
}
