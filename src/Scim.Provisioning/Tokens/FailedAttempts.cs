using Microsoft.Extensions.Caching.Memory;
using Scim.Provisioning.Metering;

namespace Scim.Provisioning.Tokens;

/// <summary>
/// Meters failed attempts to authenticate as a client, in this instance's memory: those of one client from one address, and all from one
/// address. Who fails too often must wait there; a client is never locked out at another address. A success costs nothing.
/// </summary>
public sealed class FailedAttempts(TimeProvider time) : IDisposable
{
    private const int Capacity = 10_000;

    // A bucket that is forgotten counts as full; it is full after this time unless it went below zero.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly MemoryCache _buckets = new(new MemoryCacheOptions { SizeLimit = 2 * Capacity });
    private readonly Lock _gate = new();

    /// <summary>Failures of one client from one address: 10 at once, then 10 a minute.</summary>
    public static RateLimit OfClient { get; } = new(10.0 / 60, 10);

    /// <summary>Failures from one address, whatever the client: 60 at once, then 60 a minute.</summary>
    public static RateLimit OfAddress { get; } = new(60.0 / 60, 60);

    /// <summary>How many buckets are remembered, for tests of the bound.</summary>
    internal int Count => _buckets.Count;

    /// <summary>How long to wait before the next attempt; zero if it may be made now.</summary>
    /// <param name="clientId">The client's id as it was sent.</param>
    /// <param name="address">Where the attempt comes from; null if that is not known, and nothing is metered.</param>
    public TimeSpan WaitBefore(string clientId, ClientAddress? address)
    {
        if (address is not { } from)
            return TimeSpan.Zero;
        var wait = Wait(new Source(null, from), OfAddress);
        return ClientId.TryParse(clientId, out var client) && Wait(new Source(client, from), OfClient) is var own && own > wait ? own : wait;
    }

    /// <summary>Takes note of an attempt that failed.</summary>
    /// <param name="clientId">The client's id as it was sent.</param>
    /// <param name="address">Where it came from; null if that is not known.</param>
    public void Note(string clientId, ClientAddress? address)
    {
        if (address is not { } from)
            return;
        Take(new Source(null, from), OfAddress);
        if (ClientId.TryParse(clientId, out var client))
            Take(new Source(client, from), OfClient);
    }

    /// <inheritdoc/>
    public void Dispose() => _buckets.Dispose();

    private TimeSpan Wait(Source source, RateLimit limit) =>
        TokenBucket.Decide(granted: false, StateOf(source, limit), limit).RetryAfter;

    private void Take(Source source, RateLimit limit)
    {
        lock (_gate)
        {
            var state = TokenBucket.Take(StateOf(source, limit), 1);
            using var entry = _buckets.CreateEntry(source);
            entry.Size = 1;
            entry.SlidingExpiration = Remembered;
            entry.Value = state;
        }
    }

    private BucketState StateOf(Source source, RateLimit limit) =>
        _buckets.TryGetValue(source, out BucketState known)
            ? TokenBucket.Refill(known, limit, time.GetUtcNow())
            : TokenBucket.Full(limit, time.GetUtcNow());

    private readonly record struct Source(ClientId? Client, ClientAddress Address);
}
