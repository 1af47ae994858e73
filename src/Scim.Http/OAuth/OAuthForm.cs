using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Scim.Http.Pipeline;

namespace Scim.Http.OAuth;

/// <summary>The parameters of a request to an OAuth endpoint (RFC 6749 §3.2).</summary>
internal sealed class OAuthForm
{
    private const int MaxBytes = 16 * 1024;

    private readonly Dictionary<string, StringValues> _parameters;

    private OAuthForm(Dictionary<string, StringValues> parameters) => _parameters = parameters;

    /// <summary>Reads the form of a request.</summary>
    /// <exception cref="OAuthException"><c>invalid_request</c>: it is no form, is not UTF-8, or has a parameter twice.</exception>
    public static async Task<OAuthForm> ReadAsync(HttpRequest request, CancellationToken aborted)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            throw new OAuthException(OAuthError.InvalidRequest("Send the parameters as application/x-www-form-urlencoded."));
        var body = await RequestBody.ReadAsync(request, MaxBytes, aborted);
        var text = Encoding.UTF8.GetString(body.Span);
        if (!Utf8.IsValid(body.Span) || !RequestTarget.IsUtf8(text))
            throw new OAuthException(OAuthError.InvalidRequest("Encode the parameters in UTF-8."));
        var parameters = QueryHelpers.ParseQuery(text);
        if (parameters.Values.Any(values => values.Count > 1))
            throw new OAuthException(OAuthError.InvalidRequest("A parameter stands in the form more than once."));
        return new OAuthForm(parameters);
    }

    /// <summary>The value of a parameter; null if it was omitted or sent without a value, which is the same (RFC 6749 §3.2).</summary>
    public string? Find(string name) =>
        _parameters.TryGetValue(name, out var value) && !StringValues.IsNullOrEmpty(value) ? value.ToString() : null;
}
