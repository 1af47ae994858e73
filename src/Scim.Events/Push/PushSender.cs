using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Scim.Events.Sets;
using Scim.Events.Signing;
using Scim.Provisioning.Streams;

namespace Scim.Events.Push;

/// <summary>Pushes tokens by HTTP (RFC 8935), within bounds: what a receiver answers is anybody's.</summary>
internal sealed class PushSender : IPushSender, IDisposable
{
    /// <summary>How long a push may take in all: 10 s.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);

    /// <summary>How much of an answer is read: 64 KiB.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly MediaTypeHeaderValue ContentType = new($"application/{SecurityEventTokens.Type}");
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    // Receivers that write with their platform's encoder send one.
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly EventOptions _options;
    private readonly PushAddresses _addresses;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public PushSender(EventOptions options, PushAddresses addresses, TimeProvider time)
    {
        (_options, _addresses, _time) = (options, addresses, time);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxResponseDrainSize = MostBytes,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // A name may lead elsewhere by then.
            ConnectCallback = addresses.ConnectAsync,
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    /// <inheritdoc/>
    public async Task<PushOutcome> SendAsync(StreamRecord stream, string token, CancellationToken cancellationToken)
    {
        if (stream.Endpoint is not { } endpoint || !_addresses.Allow(endpoint))
            return PushOutcome.Failed("its address is not one of https");
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new StringContent(token, Encoding.ASCII) };
        request.Content.Headers.ContentType = ContentType;
        if (stream.AuthorizationSetting is { } setting && !Authorize(request, setting))
            return PushOutcome.Failed(
                $"the setting Events:Authorization:{setting} is missing, or has other characters than visible ones of ASCII");
        using var deadline = new CancellationTokenSource(MostTime, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await OutcomeAsync(response, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return PushOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"it took more than {MostTime.TotalSeconds} s"));
        }
        catch (HttpRequestException failure)
        {
            return PushOutcome.Failed(failure.InnerException is AddressRefusedException
                ? "its name leads to no public address"
                : $"the connection failed ({failure.HttpRequestError})");
        }
        catch (IOException)
        {
            return PushOutcome.Failed("the connection broke");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private bool Authorize(HttpRequestMessage request, string setting) =>
        _options.Authorization.TryGetValue(setting, out var value)
        && !SigningKeyReader.IsMissing(value)
        && !value.AsSpan().ContainsAnyExceptInRange(' ', '~')
        && request.Headers.TryAddWithoutValidation("Authorization", value);

    private async Task<PushOutcome> OutcomeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
            return PushOutcome.Taken;
        if (response.StatusCode == HttpStatusCode.BadRequest && await RefusalAsync(response.Content, cancellationToken) is { } code)
            return PushOutcome.Refused(code);
        var status = (int)response.StatusCode;
        var reason = status is >= 300 and < 400
            ? string.Create(CultureInfo.InvariantCulture, $"it answers {status}, which is not followed")
            : string.Create(CultureInfo.InvariantCulture, $"it answers {status}");
        return PushOutcome.Failed(reason, PauseOf(response.Headers.RetryAfter));
    }

    /// <summary>The code of a refusal; null if the answer has none that the RFC knows.</summary>
    private static async Task<string?> RefusalAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MostBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MostBytes)
            return null;
        try
        {
            var start = buffer.AsSpan(0, length).StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
            using var json = JsonDocument.Parse(buffer.AsMemory(start, length - start));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("err", out var code)
                && code.ValueKind == JsonValueKind.String
                ? SetErrors.Known(code.GetString())
                : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null; // The latter is of text that is not UTF-8.
        }
    }

    private TimeSpan? PauseOf(RetryConditionHeaderValue? field)
    {
        var asked = field?.Delta ?? field?.Date - _time.GetUtcNow();
        return asked > LongestPause ? LongestPause : asked;
    }
}
