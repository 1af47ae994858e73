using Scim.Http.Addresses;
using Scim.Http.OAuth;
using Scim.Http.OpenApi;

namespace Scim.Http.Endpoints;

/// <summary>The OAuth endpoints.</summary>
internal static class OAuthEndpoints
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly int[] Refusals = [400, 401, 408, 413, 429, 500, 503];
    private static readonly string[] NotCached = [ApiHeaders.CacheControl, ApiHeaders.Pragma];
    private static readonly string[] Metered = [.. NotCached, .. ApiHeaders.Rate];

    public static IReadOnlyList<ScimRoute> All { get; } =
    [
        ScimRoute.To<OAuthHandler>("POST", ScimRoutes.TokenEndpoint, (oauth, request) => oauth.IssueAsync(request), draft =>
            new("issueToken", ApiTags.Tokens, "Issue a token")
            {
                Description =
                    "The client authenticates by its id and secret, in Basic or in the form, or by an assertion of its identity provider.",
                Security = ApiSecurity.Client(draft),
                Body = draft.Body("The grant.", OAuthShapes.TokenRequest, Form),
                Answers =
                [
                    ("200", draft.Answer("The token.", OAuthShapes.Token, ErrorAnswers.JsonType, Metered)),
                    .. ErrorAnswers.OAuth(draft, Refusals),
                ],
            }),
        ScimRoute.To<OAuthHandler>("POST", ScimRoutes.Revocation, (oauth, request) => oauth.RevokeAsync(request), draft =>
            new("revokeToken", ApiTags.Tokens, "Revoke a token")
            {
                Description = "A token that is unknown or another client's is left alone, with the same answer (RFC 7009 §2.2).",
                Security = ApiSecurity.Client(draft),
                Body = draft.Body("The token.", OAuthShapes.RevocationRequest, Form),
                Answers =
                [
                    ("200", draft.Empty("The client has no such token any more.", Metered)),
                    .. ErrorAnswers.OAuth(draft, Refusals),
                ],
            }),
        ScimRoute.To<OAuthHandler>("GET", ScimRoutes.ServerMetadata, (oauth, request) => oauth.GetMetadataAsync(request), draft =>
            new("getServerMetadata", ApiTags.Tokens, "Read what the OAuth endpoints offer")
            {
                Answers =
                [
                    ("200", draft.Answer("What they offer.", OAuthShapes.ServerMetadata, ErrorAnswers.JsonType, NotCached)),
                    .. ErrorAnswers.OAuth(draft, 400, 500),
                ],
            }),
    ];
}
