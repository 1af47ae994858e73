using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Scim.Http.Answers;
using Scim.Protocol.Errors;

namespace Scim.Http.OAuth;

/// <summary>Answers of the OAuth endpoints: JSON that no cache keeps (RFC 6749 §5).</summary>
internal static class OAuthAnswers
{
    private const string Json = "application/json; charset=utf-8";

    public static Answer Ok(JsonObject body) => NotCached(StatusCodes.Status200OK, body);

    public static Answer Empty() => NotCached(StatusCodes.Status200OK, body: null);

    public static Answer Error(ScimError error) => Error(OAuthError.From(error)).WithField(HeaderNames.Allow, error.Allow);

    public static Answer Error(OAuthError error) =>
        NotCached(error.Status, new JsonObject { ["error"] = error.Code, ["error_description"] = error.Description }, error.ToRefusal())
            .WithField(HeaderNames.RetryAfter, error.RetryAfterSeconds?.ToString(CultureInfo.InvariantCulture))
            .WithField(HeaderNames.WWWAuthenticate, error.Status == StatusCodes.Status401Unauthorized ? "Basic realm=\"scim\"" : null);

    private static Answer NotCached(int status, JsonObject? body, AnsweredRefusal? refusal = null) =>
        new Answer(status, body is null ? default : JsonSerializer.SerializeToUtf8Bytes(body), Json) { Refusal = refusal }
            .WithField(HeaderNames.CacheControl, "no-store")
            .WithField(HeaderNames.Pragma, "no-cache");
}
