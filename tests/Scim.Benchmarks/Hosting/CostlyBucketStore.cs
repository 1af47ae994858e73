using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;

namespace Scim.Benchmarks.Hosting;

/// <summary>Token buckets in memory at the price of storage.</summary>
internal sealed class CostlyBucketStore(ITokenBucketStore buckets, StorageCost cost) : ITokenBucketStore
{
    public Task<StoredBucket?> FindAsync(ClientId caller, CancellationToken cancellationToken) =>
        cost.ReadAsync(() => buckets.FindAsync(caller, cancellationToken), cancellationToken);

    public Task<StoredBucket?> WriteAsync(ClientId caller, BucketState state, string? etag, CancellationToken cancellationToken) =>
        cost.WriteAsync(() => buckets.WriteAsync(caller, state, etag, cancellationToken), cancellationToken);

    public IAsyncEnumerable<CallersBucket> ListAsync(CancellationToken cancellationToken) => buckets.ListAsync(cancellationToken);

    public Task<bool> RemoveAsync(CallersBucket asRead, CancellationToken cancellationToken) =>
        cost.WriteAsync(() => buckets.RemoveAsync(asRead, cancellationToken), cancellationToken);
}
