using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Storage.InMemory;

/// <summary>Token buckets in memory.</summary>
public sealed class InMemoryTokenBucketStore : ITokenBucketStore
{
    private readonly Dictionary<ClientId, StoredBucket> _buckets = [];

    /// <summary>Reads and writes so far.</summary>
    public int Requests { get; private set; }

    public Task<StoredBucket?> FindAsync(ClientId caller, CancellationToken cancellationToken)
    {
        lock (_buckets)
        {
            Requests++;
            return Task.FromResult(_buckets.GetValueOrDefault(caller));
        }
    }

    public Task<StoredBucket?> WriteAsync(ClientId caller, BucketState state, string? etag, CancellationToken cancellationToken)
    {
        lock (_buckets)
        {
            Requests++;
            if (_buckets.GetValueOrDefault(caller)?.ETag != etag)
                return Task.FromResult<StoredBucket?>(null);
            return Task.FromResult<StoredBucket?>(_buckets[caller] = new StoredBucket(state, Tag.Next()));
        }
    }
}
