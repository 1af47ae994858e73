using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Scim.Testing;

/// <summary>What the service answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers.</param>
/// <param name="ContentHeaders">The headers of the body.</param>
/// <param name="Body">The body; undefined if there is none or it is not JSON.</param>
public sealed record ScimAnswer(
    HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, JsonElement Body)
{
    /// <summary>The <c>Content-Type</c> of the body, or null.</summary>
    public string? ContentType => ContentHeaders.ContentType?.ToString();

    /// <summary>The media type of the body, or null.</summary>
    public string? MediaType => ContentHeaders.ContentType?.MediaType;

    public static async Task<ScimAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var isJson = text.Length > 0 && mediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new ScimAnswer(response.StatusCode, response.Headers, response.Content.Headers, isJson ? JsonElement.Parse(text) : default);
    }

    /// <summary>The value of a header field, or null.</summary>
    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>The text of a member of the body.</summary>
    public string? Text(string member) => Body.GetProperty(member).GetString();

    /// <summary>Asserts a SCIM error (RFC 7644 §3.12).</summary>
    public void AssertError(HttpStatusCode status, string? scimType = null)
    {
        Assert.Equal(status, Status);
        Assert.Equal("application/scim+json", MediaType);
        Assert.Equal(
            "urn:ietf:params:scim:api:messages:2.0:Error", Assert.Single(Body.GetProperty("schemas").EnumerateArray()).GetString());
        Assert.Equal($"{(int)status}", Text("status"));
        Assert.Equal(scimType, Body.TryGetProperty("scimType", out var type) ? type.GetString() : null);
    }
}
