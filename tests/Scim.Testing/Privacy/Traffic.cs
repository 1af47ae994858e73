using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Scim.Testing.Privacy;

/// <summary>Lies under an HTTP client and notes what is sent, and every error that is answered.</summary>
public sealed class Traffic : DelegatingHandler
{
    private readonly ConcurrentQueue<string> _errors = new();

    public Traffic()
        : base(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
    }

    /// <summary>What was sent.</summary>
    public SentValues Sent { get; } = new();

    /// <summary>Every answer of a status from 400 on with its header, and every error of an operation of a Bulk.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await NoteAsync(request, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if ((int)response.StatusCode >= 400)
            _errors.Enqueue($"{response.StatusCode}\n{response.Headers}{response.Content.Headers}\n{text}");
        else if (text.StartsWith('{'))
            NoteAnswer(JsonElement.Parse(text));
        return response;
    }

    private async Task NoteAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        NoteCredential(request.Headers.Authorization);
        foreach (var (name, values) in QueryHelpers.ParseQuery(request.RequestUri!.Query)) // A client sends absolute URIs only.
        {
            if (name == "filter") Sent.AddFilter(values.ToString());
        }
        if (request.Content is null) return;
        var body = Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync(cancellationToken));
        if (request.Content.Headers.ContentType?.MediaType == "application/x-www-form-urlencoded")
        {
            foreach (var (name, values) in QueryHelpers.ParseQuery(body).Where(field => field.Key is "client_secret" or "token"))
                Sent.Add(values.ToString());
            if (QueryHelpers.ParseQuery(body).TryGetValue("client_assertion", out var assertion)) NoteAssertion(assertion.ToString());
        }
        else
        {
            Sent.AddJson(body);
        }
    }

    private void NoteAssertion(string assertion)
    {
        var parts = assertion.Split('.');
        foreach (var part in parts) Sent.Add(part);
        if (parts.Length > 1) Sent.AddJson(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])));
    }

    private void NoteCredential(AuthenticationHeaderValue? authorization)
    {
        if (authorization is null) return;
        Sent.Add(authorization.Parameter ?? authorization.Scheme);
        if (authorization is not { Scheme: "Basic", Parameter: { } basic }) return;
        var decoded = new byte[basic.Length];
        if (Convert.TryFromBase64String(basic, decoded, out var length))
            Sent.Add(Encoding.UTF8.GetString(decoded, 0, length).Split(':', 2)[^1]);
    }

    private void NoteAnswer(JsonElement body)
    {
        if (body.TryGetProperty("access_token", out var token)) Sent.Add(token.GetString());
        if (body.TryGetProperty("id", out var id)) Sent.AddIssued(id.GetString());
        if (!body.TryGetProperty("Operations", out var operations)) return;
        foreach (var operation in operations.EnumerateArray())
        {
            if (operation.TryGetProperty("response", out var error)) _errors.Enqueue(error.GetRawText());
        }
    }
}
