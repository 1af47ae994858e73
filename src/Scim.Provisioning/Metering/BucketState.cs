using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Metering;

/// <summary>The content of a token bucket at an instant, and its arithmetic: pure, without clock or storage.</summary>
/// <param name="Tokens">Tokens in it; below 0 after a Bulk was charged.</param>
/// <param name="RefilledAt">When <paramref name="Tokens"/> was computed.</param>
public readonly record struct BucketState(double Tokens, DateTimeOffset RefilledAt)
{
    // Keeps a token that is there but for rounding, such as 3 × 1/3.
    private const double Rounding = 1e-9;

    /// <summary>True if there is a token to take.</summary>
    internal bool HasToken => Tokens >= 1 - Rounding;

    /// <summary>A full bucket.</summary>
    internal static BucketState Full(RateLimit limit, DateTimeOffset now) => new(limit.Burst, now);

    /// <summary>
    /// The bucket with a time that can be true: one further ahead than clocks differ is taken for one that is just as far ahead. It must be
    /// kept, since the time that is waited for would move on with every look at the row otherwise.
    /// </summary>
    internal BucketState Believe(DateTimeOffset now)
    {
        var latest = now + ClockDifference.Greatest;
        return RefilledAt > latest ? this with { RefilledAt = latest } : this;
    }

    /// <summary>The bucket as it is now. Time never moves back, and the content never exceeds the burst.</summary>
    internal BucketState Refill(RateLimit limit, DateTimeOffset now)
    {
        var at = now > RefilledAt ? now : RefilledAt;
        var tokens = Tokens + (limit.PerSecond * (at - RefilledAt).TotalSeconds);
        return new BucketState(Math.Min(limit.Burst, tokens), at);
    }

    /// <summary>The bucket after tokens were taken.</summary>
    internal BucketState Take(int charge) => this with { Tokens = Tokens - charge };

    /// <summary>The decision that leaves the bucket as it is.</summary>
    /// <param name="granted">Whether a token was taken.</param>
    /// <param name="limit">The caller's limit.</param>
    /// <param name="ahead">Tokens that are there beside those of the bucket, since they were taken from it ahead.</param>
    internal MeterDecision Decide(bool granted, RateLimit limit, int ahead = 0)
    {
        var wait = HasToken || ahead > 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - Tokens) / limit.PerSecond);
        var left = ahead + Math.Max(0, Math.Floor(Tokens + Rounding));
        return new MeterDecision(granted, limit, (int)Math.Min(limit.Burst, left), wait);
    }
}

/// <summary>A bucket as it lies in storage.</summary>
/// <param name="State">Its content.</param>
/// <param name="ETag">The storage tag of the row.</param>
public sealed record StoredBucket(BucketState State, string ETag);

/// <summary>A bucket as it lies in storage, and whose it is.</summary>
/// <param name="Caller">The client.</param>
/// <param name="Bucket">Its bucket.</param>
public sealed record CallersBucket(ClientId Caller, StoredBucket Bucket);
