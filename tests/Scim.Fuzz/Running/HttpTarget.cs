using System.Net.Http.Headers;
using System.Text;

namespace Scim.Fuzz.Running;

/// <summary>An account of a service that is reached over HTTP.</summary>
public sealed class HttpTarget : IFuzzTarget, IDisposable
{
    private readonly SocketsHttpHandler _handler = new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        ActivityHeadersPropagator = null,
    };

    private readonly HttpMessageInvoker _http;
    private readonly string _root;
    private readonly string _token;
    private readonly Func<Task<int>> _readLicencesInUse;

    /// <summary>An account.</summary>
    /// <param name="root">Scheme, host and port.</param>
    /// <param name="token">An STS token of the account.</param>
    /// <param name="readLicencesInUse">Reads the account's counter.</param>
    public HttpTarget(string root, string token, Func<Task<int>> readLicencesInUse)
    {
        (_root, _token, _readLicencesInUse) = (root, token, readLicencesInUse);
        _http = new HttpMessageInvoker(_handler, disposeHandler: true);
    }

    /// <inheritdoc/>
    public async Task<FuzzAnswer> SendAsync(FuzzRequest request)
    {
        using var message = new HttpRequestMessage(
            new HttpMethod(request.Method),
            new Uri(_root + request.Target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (request.WithToken)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Headers.TransferEncodingChunked = body.Length % 2 == 1;
        }
        foreach (var (name, value) in request.Fields)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await _http.SendAsync(message, CancellationToken.None);
        return new FuzzAnswer(
            (int)response.StatusCode,
            response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await response.Content.ReadAsByteArrayAsync());
    }

    /// <inheritdoc/>
    public Task<int> ReadLicencesInUseAsync() => _readLicencesInUse();

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }
}
