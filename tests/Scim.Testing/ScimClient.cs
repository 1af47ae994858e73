using System.Net.Http.Headers;
using System.Text;

namespace Scim.Testing;

/// <summary>Sends requests as a connector does. Paths are below the SCIM base and begin with a slash.</summary>
public sealed class ScimClient : IDisposable
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private readonly HttpClient _http;

    /// <param name="scimBase">The base URL of the SCIM endpoints.</param>
    /// <param name="token">An STS token; null to send none.</param>
    /// <param name="handler">Sends the requests, and is left open; null for one of its own.</param>
    public ScimClient(string scimBase, string? token, HttpMessageHandler? handler = null)
    {
        _http = handler is null ? new HttpClient() : new HttpClient(handler, disposeHandler: false);
        ScimBase = scimBase.TrimEnd('/');
        Token = token;
        if (token is not null) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Sees every exchange of every client in this process, and may fail it. Null, the default, for nobody.</summary>
    public static Action<HttpExchange>? Watch { get; set; }

    /// <summary>The base URL of the SCIM endpoints, without a slash at the end.</summary>
    public string ScimBase { get; }

    /// <summary>The STS token.</summary>
    public string? Token { get; }

    /// <summary>The same token at another instance of the service.</summary>
    public ScimClient At(string scimBase) => new(scimBase, Token);

    public Task<ScimAnswer> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, cancellationToken);

    public Task<ScimAnswer> PostAsync(string path, string json, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, json, cancellationToken);

    public Task<ScimAnswer> PatchAsync(string path, string json, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Patch, path, json, cancellationToken);

    public Task<ScimAnswer> DeleteAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Delete, path, null, cancellationToken);

    /// <summary>Users with that <c>userName</c>.</summary>
    public Task<ScimAnswer> FindAsync(string userName, CancellationToken cancellationToken) =>
        GetAsync($"/Users?filter={Uri.EscapeDataString($"userName eq \"{userName}\"")}", cancellationToken);

    /// <summary>Sends a request with a JSON body, or none.</summary>
    public async Task<ScimAnswer> SendAsync(
        HttpMethod method, string path, string? json, CancellationToken cancellationToken, string? expectedVersion = null)
    {
        using var request = new HttpRequestMessage(method, $"{ScimBase}{path}");
        if (expectedVersion is not null) request.Headers.TryAddWithoutValidation("If-Match", expectedVersion);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/scim+json");
        return await SendAsync(request, cancellationToken);
    }

    /// <summary>Sends a request with the token.</summary>
    public async Task<ScimAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await _http.SendAsync(request, cancellationToken);
        var answer = await ScimAnswer.ReadAsync(response, cancellationToken);
        if (Watch is { } watch) watch(await HttpExchange.OfAsync(request, response, cancellationToken));
        return answer;
    }

    /// <summary>Asks for a token as an administrator does.</summary>
    public Task<ScimAnswer> RequestTokenAsync(
        string client, string secret, CancellationToken cancellationToken, string expiresIn = "") => SendFormAsync(
            "/oauth/token",
            client,
            secret,
            new() { ["grant_type"] = "client_credentials", ["token_type"] = "opaque", ["scope"] = "scim", ["expires_in"] = expiresIn },
            cancellationToken);

    /// <summary>Asks for a token as Microsoft Entra ID does for a federated client.</summary>
    public Task<ScimAnswer> RequestTokenByAssertionAsync(string client, string assertion, CancellationToken cancellationToken) =>
        SendFormAsync(
            "/oauth/token",
            new()
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = client,
                ["client_assertion"] = assertion,
                ["client_assertion_type"] = AssertionType,
                ["scope"] = "",
                ["resource"] = "https://scim.example.com",
            },
            cancellationToken);

    /// <summary>Revokes a token as a federated client does.</summary>
    public Task<ScimAnswer> RevokeTokenByAssertionAsync(
        string client, string assertion, string token, CancellationToken cancellationToken) => SendFormAsync(
        "/oauth/revoke",
        new()
        {
            ["token"] = token,
            ["client_id"] = client,
            ["client_assertion"] = assertion,
            ["client_assertion_type"] = AssertionType,
        },
        cancellationToken);

    /// <summary>Revokes a token as an administrator does.</summary>
    public Task<ScimAnswer> RevokeTokenAsync(string client, string secret, string token, CancellationToken cancellationToken) =>
        SendFormAsync("/oauth/revoke", client, secret, new() { ["token"] = token }, cancellationToken);

    /// <summary>Asks whether the service works.</summary>
    public async Task<ScimAnswer> HealthAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Root("/health"));
        return await SendAsync(request, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task<ScimAnswer> SendFormAsync(
        string path, string client, string secret, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Root(path));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client}:{secret}")));
        request.Content = new FormUrlEncodedContent(form);
        return await SendAsync(request, cancellationToken);
    }

    private async Task<ScimAnswer> SendFormAsync(string path, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Root(path)) { Content = new FormUrlEncodedContent(form) };
        return await SendAsync(request, cancellationToken);
    }

    private string Root(string path) => $"{ScimBase[..^"/scim/v2".Length]}{path}";
}
