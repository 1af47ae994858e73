using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Provisioning.Upkeep;

/// <summary>
/// Tells which buckets may be removed. A caller without a bucket is given a full one, so that only a bucket that has been full for a
/// while, or whose client is no more, may go: the removal of any other would grant tokens.
/// </summary>
public sealed class IdleBuckets(IClientStore clients, TimeProvider time)
{
    /// <summary>
    /// How long a bucket must have been full: an hour. That is longer than clocks differ and than an instance remembers a client.
    /// </summary>
    public static TimeSpan Rest { get; } = TimeSpan.FromHours(1);

    /// <summary>True if the bucket, as it was read, may be removed by its tag.</summary>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    public async Task<bool> ContainAsync(CallersBucket bucket, CancellationToken cancellationToken)
    {
        var rested = time.GetUtcNow() - Rest;
        var state = bucket.Bucket.State;
        if (state.RefilledAt > rested)
            return false;
        return await clients.FindAsync(bucket.Caller, cancellationToken) is not { } client
            || state.Refill(client.RateLimit, rested).Tokens >= client.RateLimit.Burst;
    }
}
