using Microsoft.Extensions.Caching.Memory;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Telemetry;

namespace Scim.Provisioning.Metering;

/// <summary>
/// Takes tokens from the callers' buckets. The buckets lie in storage, so that a limit holds over all instances together; what this
/// instance remembers of one is an upper bound, since others only take, and is enough to deny. For a caller in use it takes tokens ahead
/// and grants them without waiting for storage; who was idle for a second has none (docs/adr/0019).
/// </summary>
public sealed class RequestMeter(ITokenBucketStore store, TimeProvider time) : IDisposable, IAsyncDisposable
{
    private const int Capacity = 10_000;

    // A forgotten bucket costs its caller one read, and is otherwise the same.
    private readonly MemoryCache _buckets = new(new MemoryCacheOptions { SizeLimit = Capacity });
    private readonly Lock _creation = new();
    private readonly Renewals _renewals = new();

    /// <summary>Takes from the caller's bucket if it holds a token, or denies.</summary>
    /// <param name="caller">The client.</param>
    /// <param name="limit">The client's rate and burst.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">Storage cannot tell; nothing is granted.</exception>
    /// <exception cref="ContentionException">
    /// Other instances took from the bucket at the same time, every time; nothing is granted.
    /// </exception>
    public async Task<MeterDecision> TakeAsync(ClientId caller, RateLimit limit, CancellationToken cancellationToken)
    {
        var decision = await BucketOf(caller).TakeAsync(limit, charge: 1, cancellationToken);
        if (!decision.Granted)
            ProvisioningMetrics.Denied(caller);
        return decision;
    }

    /// <summary>
    /// Takes more from the caller's bucket for a request that has its token, whatever is there. It may leave the bucket below zero.
    /// </summary>
    /// <param name="caller">The client.</param>
    /// <param name="limit">The client's rate and burst.</param>
    /// <param name="charge">Tokens to take, at least 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">Storage cannot tell whether they were taken.</exception>
    /// <exception cref="ContentionException">Other instances took from the bucket at the same time, every time.</exception>
    public Task<MeterDecision> ChargeAsync(ClientId caller, RateLimit limit, int charge, CancellationToken cancellationToken) =>
        BucketOf(caller).TakeAsync(limit, charge, cancellationToken, isOwed: true);

    /// <summary>As <see cref="DisposeAsync"/>, without waiting.</summary>
    public void Dispose() => _ = DisposeAsync().AsTask();

    /// <summary>Breaks off what takes tokens ahead in the background, and waits for its end.</summary>
    public ValueTask DisposeAsync()
    {
        _buckets.Dispose();
        return _renewals.DisposeAsync();
    }

    private CallerBucket BucketOf(ClientId caller)
    {
        if (_buckets.TryGetValue(caller, out CallerBucket? known) && known is not null)
            return known;
        lock (_creation)
        {
            return _buckets.GetOrCreate(caller, entry =>
            {
                entry.Size = 1;
                entry.SlidingExpiration = TimeSpan.FromMinutes(10);
                return new CallerBucket(caller, store, _renewals, time);
            })!; // The factory returns no null.
        }
    }
}
