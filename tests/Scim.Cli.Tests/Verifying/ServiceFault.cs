using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Scim.Cli.Tests.Verifying;

/// <summary>
/// A service with one fault: it stands before the real one, and changes what that is asked, or what it answers. What it is asked and
/// answers is one request after another.
/// </summary>
internal sealed class ServiceFault : DelegatingHandler
{
    /// <summary>Changes a request; null if it is not changed.</summary>
    public Func<HttpRequestMessage, Task>? Asked { get; init; }

    /// <summary>Changes an answer; null if it is not changed.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage, Task>? Answered { get; init; }

    /// <summary>Answers in the place of the service; null, or an answer of null, if the service does.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?>? InItsPlace { get; init; }

    /// <summary>A service whose answers have another body where a predicate says so.</summary>
    public static ServiceFault InBodies(Func<HttpRequestMessage, JsonObject, bool> change) => new()
    {
        Answered = async (request, response) =>
        {
            if (await ReadAsync(response.Content) is JsonObject body && change(request, body)) Write(response, body);
        },
    };

    /// <summary>A service whose answers have another status.</summary>
    public static ServiceFault InStatus(Func<HttpRequestMessage, bool> when, HttpStatusCode from, HttpStatusCode to) => new()
    {
        Answered = (request, response) =>
        {
            if (when(request) && response.StatusCode == from) response.StatusCode = to;
            return Task.CompletedTask;
        },
    };

    /// <summary>A service that reads other requests than are sent.</summary>
    public static ServiceFault InQueries(Func<string, string> change) => new()
    {
        Asked = request =>
        {
            var url = request.RequestUri!; // Every request has one.
            request.RequestUri = new UriBuilder(url) { Query = change(url.Query) }.Uri;
            return Task.CompletedTask;
        },
    };

    /// <summary>A service that reads other bodies than are sent.</summary>
    public static ServiceFault InRequests(HttpMethod method, Func<JsonObject, bool> change) => new()
    {
        Asked = async request =>
        {
            if (request.Method == method && request.Content is { } content && await ReadAsync(content) is JsonObject body && change(body))
                request.Content = JsonContent(body);
        },
    };

    /// <summary>The body of an answer or a request; null if it is no JSON.</summary>
    public static async Task<JsonNode?> ReadAsync(HttpContent content)
    {
        await content.LoadIntoBufferAsync();
        var text = await content.ReadAsStringAsync();
        return text.StartsWith('{') ? TryParse(text) : null;
    }

    /// <summary>Gives an answer another body.</summary>
    public static void Write(HttpResponseMessage response, JsonNode body)
    {
        var fields = response.Content.Headers.Where(field => field.Key is not "Content-Length").ToList();
        response.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
        foreach (var (name, values) in fields) response.Content.Headers.TryAddWithoutValidation(name, values);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Asked is not null) await Asked(request);
        if (InItsPlace?.Invoke(request) is { } answer) return answer;
        var response = await base.SendAsync(request, cancellationToken);
        if (Answered is not null) await Answered(request, response);
        return response;
    }

    private static ByteArrayContent JsonContent(JsonObject body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/scim+json");
        return content;
    }

    private static JsonNode? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
