using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Metering;

/// <summary>The token buckets of the callers, shared by all instances.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when storage gives no definite answer in time.</remarks>
public interface ITokenBucketStore
{
    /// <summary>The caller's bucket, or null if it has none yet.</summary>
    Task<StoredBucket?> FindAsync(ClientId caller, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a bucket if the row is still at <paramref name="etag"/>, or not there if that is null. The bucket as written, or null
    /// if it was not written or the outcome is unknown: the caller then reads and takes again.
    /// </summary>
    Task<StoredBucket?> WriteAsync(ClientId caller, BucketState state, string? etag, CancellationToken cancellationToken);

    /// <summary>Every bucket.</summary>
    IAsyncEnumerable<CallersBucket> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Removes a bucket if its row is still as read; false if the row changed or is gone. A caller without a row has a full bucket.
    /// </summary>
    Task<bool> RemoveAsync(CallersBucket asRead, CancellationToken cancellationToken);
}
