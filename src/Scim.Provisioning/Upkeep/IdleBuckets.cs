using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Provisioning.Upkeep;

/// <summary>
/// Finds and removes buckets that may go. A caller without a bucket is given a full one, so that only a bucket that has been full for a
/// while, or whose client is no more, may go: the removal of any other would grant tokens.
/// </summary>
public sealed class IdleBuckets(ITokenBucketStore buckets, IClientStore clients, TimeProvider time)
{
    /// <summary>
    /// How long a bucket must have been full: an hour. That is longer than clocks differ and than an instance remembers a client.
    /// </summary>
    public static TimeSpan Rest { get; } = TimeSpan.FromHours(1);

    /// <summary>Looks at all buckets.</summary>
    /// <param name="removes">True to remove those that may go; false only to count them. One that is used meanwhile stays.</param>
    /// <param name="found">Is told what there was.</param>
    /// <param name="cancellationToken">Breaks off; it may be called again.</param>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    public Task SweepAsync(bool removes, AgedRows found, CancellationToken cancellationToken) => EachRow.SweepAsync(
        buckets.ListAsync(cancellationToken), ContainAsync, removes ? buckets.RemoveAsync : null, found, cancellationToken);

    /// <summary>True if the bucket, as it was read, may be removed by its tag.</summary>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    public async ValueTask<bool> ContainAsync(CallersBucket bucket, CancellationToken cancellationToken)
    {
        var rested = time.GetUtcNow() - Rest;
        var state = bucket.Bucket.State;
        if (state.RefilledAt > rested)
            return false;
        return await clients.FindAsync(bucket.Caller, cancellationToken) is not { } client
            || state.Refill(client.RateLimit, rested).Tokens >= client.RateLimit.Burst;
    }
}
