using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Scim.Verification.Exchanges;

/// <summary>Asks a token endpoint for a token by the client credentials grant (RFC 6749 §4.4).</summary>
/// <param name="TokenUrl">The token endpoint.</param>
/// <param name="ClientId">The client's id.</param>
/// <param name="ClientSecret">The client's secret. It is told to nobody but the endpoint.</param>
public sealed record GrantRequest(Uri TokenUrl, string ClientId, string ClientSecret)
{
    // RFC 6749 §5.2. Any other text may be anything, also what was sent.
    private static readonly string[] Errors =
    [
        "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_scope",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks for a token that lives for an hour, where the endpoint lets a client choose.</summary>
    /// <param name="handler">Sends what is sent; it is left open.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="CannotVerifyException">There is no token.</exception>
    public async Task<string> SendAsync(HttpMessageHandler handler, TimeProvider time, CancellationToken stop)
    {
        using var http = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            var (status, answer) = await NoReply.OrAsync(limited => SendAsync(http, limited), Patience, time, stop);
            if (status == 200 && Text(answer, "/access_token") is { } token && BearerToken.IsOne(token)) return token;
            var error = Text(answer, "/error") is { } name && Errors.Contains(name) ? $" {name}" : "";
            throw new CannotVerifyException(
                $"{TokenUrl} gives no token: it answers {status}{error}. "
                + "See that the client's id and secret are right, and the address too.");
        }
        catch (NoReplyException none)
        {
            throw new CannotVerifyException($"{TokenUrl} gives no answer. {none.Message}");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ClientId} at {TokenUrl}";

    private async Task<(int Status, JsonElement Answer)> SendAsync(HttpClient http, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, TokenUrl)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["expires_in"] = "3600",
            }),
        };

        // RFC 6749 §2.3.1: both are encoded as in a form before they are joined.
        var pair = $"{Uri.EscapeDataString(ClientId)}:{Uri.EscapeDataString(ClientSecret)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(pair)));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        return ((int)response.StatusCode, BoundedBody.ToJson(await BoundedBody.ReadAsync(response.Content, stop)));
    }

    private static string? Text(JsonElement json, string pointer) =>
        JsonPointer.Find(json, pointer) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
