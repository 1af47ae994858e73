using System.Runtime.CompilerServices;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;

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

    public async IAsyncEnumerable<CallersBucket> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        List<CallersBucket> all;
        lock (_buckets)
            all = [.. _buckets.Select(bucket => new CallersBucket(bucket.Key, bucket.Value))];
        foreach (var bucket in all)
            yield return bucket;
    }

    public Task<bool> RemoveAsync(CallersBucket asRead, CancellationToken cancellationToken)
    {
        lock (_buckets)
        {
            var isAsRead = _buckets.GetValueOrDefault(asRead.Caller)?.ETag == asRead.Bucket.ETag;
            return Task.FromResult(isAsRead && _buckets.Remove(asRead.Caller));
        }
    }
}
