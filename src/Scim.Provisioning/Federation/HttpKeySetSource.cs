using System.Globalization;
using System.Net;

namespace Scim.Provisioning.Federation;

/// <summary>Fetches key sets by HTTP, within bounds: the address is an operator's, what it answers is anybody's.</summary>
internal sealed class HttpKeySetSource : IKeySetSource, IDisposable
{
    /// <summary>How long a fetch may take in all: 3 s.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(3);

    /// <summary>How much of a key set is read: 64 KiB.</summary>
    public const int MostBytes = 64 * 1024;

    private readonly KeySetAddresses _addresses;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public HttpKeySetSource(KeySetAddresses addresses, TimeProvider time)
    {
        (_addresses, _time) = (addresses, time);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxResponseDrainSize = 0,
            ActivityHeadersPropagator = null,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    /// <inheritdoc/>
    public async Task<FetchedKeySet> FetchAsync(Uri address)
    {
        if (!_addresses.Allow(address))
            return FetchedKeySet.Wrong("its address is not one of https");
        using var deadline = new CancellationTokenSource(MostTime, _time);
        try
        {
            using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            return response.StatusCode == HttpStatusCode.OK
                ? await ReadAsync(response.Content, deadline.Token)
                : Refused((int)response.StatusCode);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return FetchedKeySet.NotNow(string.Create(CultureInfo.InvariantCulture, $"it took more than {MostTime.TotalSeconds} s"));
        }
        catch (HttpRequestException failure)
        {
            return FetchedKeySet.NotNow($"the connection failed ({failure.HttpRequestError})");
        }
        catch (IOException)
        {
            return FetchedKeySet.NotNow("the connection broke");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static FetchedKeySet Refused(int status) => status switch
    {
        >= 500 or 408 or 429 => FetchedKeySet.NotNow(string.Create(CultureInfo.InvariantCulture, $"it answers {status}")),
        >= 300 and < 400 => FetchedKeySet.Wrong("it leads elsewhere, and is not followed"),
        _ => FetchedKeySet.Wrong(string.Create(CultureInfo.InvariantCulture, $"it answers {status}")),
    };

    private static async Task<FetchedKeySet> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MostBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MostBytes)
            return FetchedKeySet.Wrong("it has more than 64 KiB");
        return KeySet.Read(buffer.AsMemory(0, length)) is { } keys
            ? new FetchedKeySet(keys, null)
            : FetchedKeySet.Wrong($"it is no JSON Web Key Set of at most {KeySet.MostKeys} keys");
    }
}
