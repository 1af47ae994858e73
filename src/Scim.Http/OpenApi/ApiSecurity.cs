using Microsoft.OpenApi;
using Scim.Http.Addresses;
using Scim.Provisioning.Tokens;

namespace Scim.Http.OpenApi;

/// <summary>How requests are authenticated.</summary>
internal static class ApiSecurity
{
    private const string Bearer = "bearer";
    private const string ClientCredentials = "clientCredentials";
    private const string Basic = "basic";

    public static void AddTo(ApiDraft draft, string prefix)
    {
        draft.Add(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Bearer,
            Description = "An opaque token of the token endpoint. It may also be sent without the word Bearer.",
        });
        draft.Add(ClientCredentials, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "The client credentials grant (RFC 6749 §4.4).",
            Flows = new OpenApiOAuthFlows
            {
                ClientCredentials = new OpenApiOAuthFlow
                {
                    TokenUrl = new Uri($"{prefix}/{ScimRoutes.TokenEndpoint}", UriKind.Relative),
                    Scopes = new Dictionary<string, string>
                    {
                        [Caller.ScimScope] = "The SCIM endpoints.",
                        [Caller.EventsScope] = "The events of a stream.",
                    },
                },
            },
        });
        draft.Add(Basic, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Basic,
            Description = "The client's id and secret, each form-encoded (RFC 6749 §2.3.1).",
        });
    }

    /// <summary>A token with a scope.</summary>
    public static List<OpenApiSecurityRequirement> Token(ApiDraft draft, string scope) =>
        [draft.Security(Bearer), draft.Security(ClientCredentials, scope)];

    /// <summary>A token, or nothing.</summary>
    public static List<OpenApiSecurityRequirement> TokenOrNone(ApiDraft draft) =>
        [new OpenApiSecurityRequirement(), .. Token(draft, Caller.ScimScope)];

    /// <summary>A client's secret, or what the form has in place of it.</summary>
    public static List<OpenApiSecurityRequirement> Client(ApiDraft draft) => [draft.Security(Basic), new OpenApiSecurityRequirement()];
}
