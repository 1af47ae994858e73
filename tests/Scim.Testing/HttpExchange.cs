using System.Text;

namespace Scim.Testing;

/// <summary>A request and its answer.</summary>
/// <param name="Request">The request.</param>
/// <param name="Sent">Its body; null if there is none, or none that can be read twice.</param>
/// <param name="Response">The answer.</param>
/// <param name="Body">Its body; empty if there is none.</param>
public sealed record HttpExchange(HttpRequestMessage Request, string? Sent, HttpResponseMessage Response, string Body)
{
    /// <summary>The method and the path.</summary>
    public string Line => $"{Request.Method} {Request.RequestUri?.AbsolutePath}";

    /// <summary>What was sent and answered.</summary>
    public static async Task<HttpExchange> OfAsync(
        HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken) => new(
        request,
        request.Content is ByteArrayContent content ? Encoding.UTF8.GetString(await content.ReadAsByteArrayAsync(cancellationToken)) : null,
        response,
        await response.Content.ReadAsStringAsync(cancellationToken));
}
