using Microsoft.OpenApi;
using Scim.Http.Answers;

namespace Scim.Http.OpenApi;

/// <summary>The answers of requests that are refused, in the words of each kind of endpoint.</summary>
internal static class ErrorAnswers
{
    private static readonly string[] Cached = [ApiHeaders.CacheControl];
    private static readonly string[] OAuthCached = [ApiHeaders.CacheControl, ApiHeaders.Pragma];

    private static readonly (int Status, string Name, string Description, string[] Headers)[] Kinds =
    [
        (400, "BadRequest", "The request is malformed or asks for what cannot be. The keyword says what is wrong, the detail what to "
            + "change.", []),
        (401, "Unauthorized", "The credential is missing, unknown, expired or revoked.", [ApiHeaders.Authenticate]),
        (403, "Forbidden", "The credential does not allow the request, or a discovery endpoint was given a filter.",
            [ApiHeaders.MayAuthenticate]),
        (404, "NotFound", "There is nothing with this id or name.", []),
        (405, "MethodNotAllowed", "What stands in place of an id takes other methods.", [ApiHeaders.MayAllow]),
        (408, "RequestTimeout", "The body came too slowly.", []),
        (409, "Conflict", "Another user of the account has the userName.", []),
        (412, "PreconditionFailed", "The user is not at a version that If-Match names, or is at one that If-None-Match names.", []),
        (413, "TooLarge", "The body, the user or what the change computes is over its limit. Nothing was changed.", []),
        (415, "UnsupportedMediaType", "The body is not JSON in UTF-8, or is compressed.",
            [ApiHeaders.MayAccept, ApiHeaders.MayAcceptPatch, ApiHeaders.MayAcceptEncoding]),
        (429, "TooManyRequests", "The client is over its rate, or too many unknown credentials came from its address.",
            [ApiHeaders.RetryAfter]),
        (500, "InternalError", "The service failed.", []),
        (503, "Unavailable", "Storage does not answer, or others changed the same and were faster every time. The change has either "
            + "happened whole or not at all.", [ApiHeaders.RetryAfter]),
    ];

    /// <summary>The media types of SCIM answers.</summary>
    public static IReadOnlyList<string> ScimTypes { get; } = [ScimMediaType.Scim, ScimMediaType.Json];

    /// <summary>That of others.</summary>
    public static IReadOnlyList<string> JsonType { get; } = [ScimMediaType.Json];

    public static void AddTo(ApiDraft draft)
    {
        foreach (var (_, name, description, headers) in Kinds)
            draft.Add(name, draft.Answer(description, MessageShapes.Error, ScimTypes, [ApiHeaders.Vary, .. headers]));
        foreach (var (status, name, description, headers) in Kinds)
        {
            if (status is 400 or 401 or 408 or 413 or 429 or 500 or 503)
                draft.Add($"OAuth{name}", draft.Answer(description, OAuthShapes.Error, JsonType, [.. OAuthCached, .. headers]));
            if (status is not (405 or 409 or 412))
            {
                var fields = headers.Where(header => header != ApiHeaders.MayAcceptPatch);
                draft.Add($"Event{name}", draft.Answer(description, EventShapes.Error, JsonType, [.. Cached, .. fields]));
            }
        }
    }

    /// <summary>References to the refusals of a SCIM endpoint by these statuses.</summary>
    public static IEnumerable<(string Status, IOpenApiResponse Answer)> Scim(ApiDraft draft, params IEnumerable<int> statuses) =>
        Refer(draft, "", statuses);

    /// <summary>References to the refusals of an OAuth endpoint.</summary>
    public static IEnumerable<(string Status, IOpenApiResponse Answer)> OAuth(ApiDraft draft, params IEnumerable<int> statuses) =>
        Refer(draft, "OAuth", statuses);

    /// <summary>References to the refusals of the endpoint that is polled for events.</summary>
    public static IEnumerable<(string Status, IOpenApiResponse Answer)> Events(ApiDraft draft, params IEnumerable<int> statuses) =>
        Refer(draft, "Event", statuses);

    private static IEnumerable<(string Status, IOpenApiResponse Answer)> Refer(ApiDraft draft, string kind, IEnumerable<int> statuses) =>
        statuses.Select(status => ($"{status}", draft.Answer(kind + Kinds.Single(known => known.Status == status).Name)));
}
