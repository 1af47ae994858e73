using Microsoft.IdentityModel.Tokens;

namespace Scim.Samples.Receiver;

/// <summary>
/// The public keys of the service: fetched when a token names one that is not known, and every 10 minutes, so that one that is withdrawn
/// is trusted no longer than that.
/// </summary>
internal sealed class IssuerKeys(ReceiverOptions options, HttpClient http, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // A stranger's tokens must not make it fetch for each of them.
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _fetching = new(1, 1);
    private IReadOnlyList<JsonWebKey> _keys = [];
    private long? _fetched;
    private long? _tried;

    /// <summary>The key of that id; null if the service, asked just now, has none.</summary>
    /// <exception cref="KeysUnavailableException">The service cannot be asked now.</exception>
    public async Task<JsonWebKey?> FindAsync(string? id, CancellationToken stop)
    {
        await _fetching.WaitAsync(stop);
        try
        {
            var known = Known(id);
            if (known is not null && Since(_fetched) < Lifetime)
                return known;
            var pause = LeastPause - Since(_tried);
            if (pause > TimeSpan.Zero)
                return known ?? throw new KeysUnavailableException(pause);
            _tried = time.GetTimestamp();
            return await TryFetchAsync(stop) ? Known(id) : known ?? throw new KeysUnavailableException(LeastPause);
        }
        finally
        {
            _fetching.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _fetching.Dispose();

    private async Task<bool> TryFetchAsync(CancellationToken stop)
    {
        try
        {
            var json = await http.GetStringAsync(new Uri($"{options.Issuer.TrimEnd('/')}/.well-known/jwks.json"), stop);
            _keys = [.. new JsonWebKeySet(json).Keys];
            _fetched = time.GetTimestamp();
            return true;
        }
        catch (Exception failure) when (!stop.IsCancellationRequested
            && failure is HttpRequestException or ArgumentException or TaskCanceledException)
        {
            return false;
        }
    }

    private JsonWebKey? Known(string? id) => _keys.FirstOrDefault(key => key.Kid == id);

    private TimeSpan Since(long? then) => then is { } timestamp ? time.GetElapsedTime(timestamp) : TimeSpan.MaxValue;
}

/// <summary>Whether a token is good cannot be said now. It is not refused, so that the service sends it again.</summary>
internal sealed class KeysUnavailableException(TimeSpan retryAfter) : Exception("The keys of the service cannot be had now.")
{
    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
