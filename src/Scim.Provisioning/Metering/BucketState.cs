using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Metering;

/// <summary>The content of a token bucket at an instant.</summary>
/// <param name="Tokens">Tokens in it; below 0 after a Bulk was charged.</param>
/// <param name="RefilledAt">When <paramref name="Tokens"/> was computed.</param>
public readonly record struct BucketState(double Tokens, DateTimeOffset RefilledAt);

/// <summary>A bucket as it lies in storage.</summary>
/// <param name="State">Its content.</param>
/// <param name="ETag">The storage tag of the row.</param>
public sealed record StoredBucket(BucketState State, string ETag);

/// <summary>A bucket as it lies in storage, and whose it is.</summary>
/// <param name="Caller">The client.</param>
/// <param name="Bucket">Its bucket.</param>
public sealed record CallersBucket(ClientId Caller, StoredBucket Bucket);
