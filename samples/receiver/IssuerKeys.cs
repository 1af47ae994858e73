using Microsoft.IdentityModel.Tokens;

namespace Scim.Samples.Receiver;

/// <summary>The public keys of the service, fetched when a token names one that is not known.</summary>
internal sealed class IssuerKeys(ReceiverOptions options, HttpClient http, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _fetching = new(1, 1);
    private IReadOnlyList<JsonWebKey> _keys = [];
    private long? _fetched;

    /// <summary>The key of that id; null if the service has none.</summary>
    public async Task<JsonWebKey?> FindAsync(string id, CancellationToken stop)
    {
        if (Known(id) is { } known)
            return known;
        await _fetching.WaitAsync(stop);
        try
        {
            // A stranger's tokens must not make it fetch for each of them.
            if (Known(id) is null && (_fetched is not { } last || time.GetElapsedTime(last) > LeastPause))
            {
                _fetched = time.GetTimestamp();
                var json = await http.GetStringAsync(new Uri($"{options.Issuer.TrimEnd('/')}/.well-known/jwks.json"), stop);
                _keys = [.. new JsonWebKeySet(json).Keys];
            }
            return Known(id);
        }
        finally
        {
            _fetching.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _fetching.Dispose();

    private JsonWebKey? Known(string id) => _keys.FirstOrDefault(key => key.Kid == id);
}
