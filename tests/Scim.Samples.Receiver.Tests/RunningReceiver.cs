using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;

namespace Scim.Samples.Receiver.Tests;

/// <summary>The sample in this process, on a free port of 127.0.0.1.</summary>
internal sealed class RunningReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private RunningReceiver(WebApplication app)
    {
        _app = app;
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Where events are pushed to.</summary>
    public Uri Endpoint => new(_http.BaseAddress!, "/events"); // Set above.

    /// <summary>Starts it.</summary>
    /// <param name="issuer">Whose events it takes.</param>
    /// <param name="file">Where it keeps its mirror.</param>
    /// <param name="time">Its clock; null for the system's.</param>
    /// <param name="settings">Further settings, such as <c>--pollUrl=…</c>.</param>
    public static async Task<RunningReceiver> StartAsync(string issuer, string file, TimeProvider? time = null, params string[] settings)
    {
        string[] args =
        [
            "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None",
            $"--issuer={issuer}", $"--audience={PublisherStandIn.Audience}", $"--file={file}", .. settings,
        ];
        var app = ReceiverApp.Create(args, time ?? TimeProvider.System);
        await app.StartAsync(Cancel);
        return new RunningReceiver(app);
    }

    /// <summary>Starts one that polls.</summary>
    public static Task<RunningReceiver> StartPollingAsync(PublisherStandIn publisher, string file, TimeProvider? time = null) => StartAsync(
        publisher.Issuer,
        file,
        time,
        $"--pollUrl={publisher.PollUrl}",
        $"--clientId={PublisherStandIn.ClientId}",
        $"--clientSecret={PublisherStandIn.ClientSecret}");

    /// <summary>Pushes a token.</summary>
    public async Task<PushAnswer> PushAsync(
        string token, string contentType = "application/secevent+jwt", AuthenticationHeaderValue? authorization = null)
    {
        using var content = new StringContent(token, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = content };
        request.Headers.Authorization = authorization;
        request.Headers.ExpectContinue = token.Length > PushEndpoint.MostBytes; // It is refused before it is sent.
        using var answer = await _http.SendAsync(request, Cancel);
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        return new PushAnswer(
            (int)answer.StatusCode,
            body,
            answer.Headers.RetryAfter?.Delta,
            answer.Content.Headers.ContentLanguage.SingleOrDefault());
    }

    /// <summary>Pushes a token that is taken.</summary>
    public async Task TakesAsync(string token) => Assert.Equal(new PushAnswer(202, "", null, null), await PushAsync(token));

    /// <summary>Pushes a token that is refused for good.</summary>
    public async Task RefusesAsync(string code, string token)
    {
        var answer = await PushAsync(token);
        Assert.Equal((400, code, "en"), (answer.Status, answer.Error, answer.Language));
    }

    /// <summary>The users of the mirror.</summary>
    public async Task<JsonArray> UsersAsync() => (await _http.GetFromJsonAsync<JsonArray>("/users", Cancel))!; // It is an array.

    /// <summary>The only user of the mirror.</summary>
    public async Task<JsonObject> UserAsync() => Assert.IsType<JsonObject>(Assert.Single(await UsersAsync()));

    /// <summary>The mirror as people see it.</summary>
    public Task<string> PageAsync() => _http.GetStringAsync("/", Cancel);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync(Cancel);
        await _app.DisposeAsync();
    }
}

/// <summary>What became of a push.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
/// <param name="RetryAfter">When to try again; null if it does not say.</param>
/// <param name="Language">The language of the body; null if it does not say.</param>
internal sealed record PushAnswer(int Status, string Body, TimeSpan? RetryAfter, string? Language)
{
    /// <summary>The code of RFC 8935 §2.4.</summary>
    public string? Error => JsonNode.Parse(Body)?["err"]?.ToString();
}
