using System.Net;
using System.Net.WebSockets;

namespace Scim.Console.Tests.Security;

/// <summary>
/// Asks a console as a browser does, or as somebody who is no browser. It follows no redirect and keeps no cookie by itself.
/// </summary>
internal sealed class ConsoleClient(ConsoleServer server) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = new Uri(server.Address),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Sends a request.</summary>
    /// <param name="path">The path.</param>
    /// <param name="fields">Header fields.</param>
    public Task<HttpResponseMessage> GetAsync(string path, params IEnumerable<(string Name, string Value)> fields) =>
        SendAsync(HttpMethod.Get, path, fields);

    /// <summary>Sends a request.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, params IEnumerable<(string Name, string Value)> fields)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in fields) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await _http.SendAsync(request, Cancel);
    }

    /// <summary>The status of the answer to a request.</summary>
    public async Task<HttpStatusCode> StatusAsync(string path, params IEnumerable<(string Name, string Value)> fields)
    {
        using var answer = await GetAsync(path, fields);
        return answer.StatusCode;
    }

    /// <summary>Opens the console by a one-time address; the cookie field that the browser has then.</summary>
    public async Task<(string Name, string Value)> OpenAsync()
    {
        using var answer = await GetAsync(server.NewOneTimeAddress());
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return ("Cookie", Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0]);
    }

    /// <summary>Opens the connection by which pages work; the status of the answer, 101 if it was opened.</summary>
    public async Task<int> ConnectAsync(params IEnumerable<(string Name, string Value)> fields)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in fields) socket.Options.SetRequestHeader(name, value);
        try
        {
            await socket.ConnectAsync(new Uri($"{server.Address.Replace("http", "ws", StringComparison.Ordinal)}/_blazor"), Cancel);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }
        return (int)socket.HttpStatusCode;
    }

    public void Dispose() => _http.Dispose();
}
