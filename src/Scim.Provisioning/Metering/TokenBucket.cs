namespace Scim.Provisioning.Metering;

/// <summary>The arithmetic of a token bucket: pure, without clock or storage.</summary>
internal static class TokenBucket
{
    // Keeps a token that is there but for rounding, such as 3 × 1/3.
    private const double Rounding = 1e-9;

    /// <summary>A full bucket.</summary>
    public static BucketState Full(RateLimit limit, DateTimeOffset now) => new(limit.Burst, now);

    /// <summary>
    /// The bucket with a time that can be true: one further ahead than clocks differ is taken for one that is just as far ahead. It must be
    /// kept, since the time that is waited for would move on with every look at the row otherwise.
    /// </summary>
    public static BucketState Believe(BucketState state, DateTimeOffset now)
    {
        var latest = now + ClockDifference.Greatest;
        return state.RefilledAt > latest ? state with { RefilledAt = latest } : state;
    }

    /// <summary>The bucket as it is now. Time never moves back, and the content never exceeds the burst.</summary>
    public static BucketState Refill(BucketState state, RateLimit limit, DateTimeOffset now)
    {
        var at = now > state.RefilledAt ? now : state.RefilledAt;
        var tokens = state.Tokens + (limit.PerSecond * (at - state.RefilledAt).TotalSeconds);
        return new BucketState(Math.Min(limit.Burst, tokens), at);
    }

    /// <summary>True if there is a token to take.</summary>
    public static bool HasToken(BucketState state) => state.Tokens >= 1 - Rounding;

    /// <summary>The bucket after tokens were taken.</summary>
    public static BucketState Take(BucketState state, int charge) => state with { Tokens = state.Tokens - charge };

    /// <summary>A denial whatever the bucket holds.</summary>
    public static MeterDecision Deny(TimeSpan wait, RateLimit limit) => new(Granted: false, limit, Remaining: 0, wait);

    /// <summary>The decision that leaves the bucket in that state.</summary>
    public static MeterDecision Decide(bool granted, BucketState after, RateLimit limit)
    {
        var wait = HasToken(after) ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - after.Tokens) / limit.PerSecond);
        return new MeterDecision(granted, limit, (int)Math.Max(0, Math.Floor(after.Tokens + Rounding)), wait);
    }
}
