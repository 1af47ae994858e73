using System.Globalization;
using System.Net;

namespace Scim.Verification.Exchanges;

/// <summary>
/// Sends requests with the token of the run, at the pace of the run. It follows no redirect, bounds the size and the time of each answer,
/// and asks again, when the time has come, where the service says that it was asked too fast (429).
/// </summary>
internal sealed class ScimSender : IDisposable
{
    private const int MostTries = 8;
    private const int LongestPath = 32 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http;
    private readonly string _baseUrl;
    private readonly string _token;
    private readonly Pace _pace;
    private readonly TimeProvider _time;

    /// <param name="handler">Sends what is sent; it is left open.</param>
    /// <param name="baseUrl">The base URL of SCIM, without a slash at its end.</param>
    /// <param name="token">The bearer token.</param>
    /// <param name="perSecond">The most requests in a second.</param>
    /// <param name="time">The clock.</param>
    public ScimSender(HttpMessageHandler handler, string baseUrl, string token, double perSecond, TimeProvider time)
    {
        _http = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        (_baseUrl, _token, _time) = (baseUrl, token, time);
        _pace = new Pace(perSecond, time);
    }

    /// <summary>Is told of every answer, also of those that are asked for again.</summary>
    public Action<Reply> OnReply { get; set; } = _ => { };

    /// <summary>The base URL of SCIM, without a slash at its end.</summary>
    public string BaseUrl => _baseUrl;

    /// <summary>The clock.</summary>
    public TimeProvider Time => _time;

    /// <summary>How many requests were sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Sends a request, and again when the service asks for patience.</summary>
    /// <exception cref="NoReplyException">There was no answer, or none that can be read.</exception>
    public async Task<Reply> SendAsync(SentRequest request, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            await _pace.WaitAsync(stop);
            var reply = await SendOnceAsync(request, stop);
            OnReply(reply);
            if (reply.Status != (int)HttpStatusCode.TooManyRequests) return reply;
            if (tries == MostTries)
            {
                throw new NoReplyException(
                    "It refuses what it is asked as too much (429), again and again: stop what else the client does, or choose a lower "
                    + "rate.");
            }
            await _pace.PauseAsync(PauseOf(reply), stop);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<Reply> SendOnceAsync(SentRequest request, CancellationToken stop)
    {
        if (request.Path.Length > LongestPath)
            throw new NoReplyException("An id or a cursor of the service is so long that nothing can be asked by it.");
        if (request.PathAlone.Split('/').Any(part => part is "." or ".."))
            throw new NoReplyException("An id of the service is made of dots, by which a path leads to something else than a user.");
        using var message = request.ToMessage(_baseUrl);
        message.Headers.TryAddWithoutValidation("User-Agent", "scim-verify");
        if (request.Authorization is not "")
            message.Headers.TryAddWithoutValidation("Authorization", request.Authorization ?? $"Bearer {_token}");
        Sent++;
        return await NoReply.OrAsync(
            async limited =>
            {
                using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limited);
                var body = await BoundedBody.ReadAsync(response.Content, limited);
                return new Reply(
                    request, (int)response.StatusCode, FieldsOf(response), body.Length > 0, BoundedBody.ToJson(body));
            },
            Patience,
            _time,
            stop);
    }

    private static Dictionary<string, string> FieldsOf(HttpResponseMessage response)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated) fields[name] = values.ToString();
        foreach (var (name, values) in response.Content.Headers.NonValidated) fields[name] = values.ToString();
        return fields;
    }

    private TimeSpan PauseOf(Reply reply)
    {
        var said = reply.Field("Retry-After");
        var pause = UsualPause;
        if (int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            pause = TimeSpan.FromSeconds(seconds);
        else if (DateTimeOffset.TryParse(said, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            pause = instant - _time.GetUtcNow();
        return pause > LongestPause ? LongestPause : pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }
}
