using Microsoft.OpenApi;
using Scim.Provisioning.Tokens;

namespace Scim.Http.OpenApi;

/// <summary>The JSON Schemas of the OAuth endpoints (RFC 6749, RFC 7009, RFC 8414).</summary>
internal static class OAuthShapes
{
    public const string TokenRequest = "TokenRequest";
    public const string Token = "Token";
    public const string RevocationRequest = "RevocationRequest";
    public const string ServerMetadata = "ServerMetadata";
    public const string Error = "OAuthError";

    private static (string Name, IOpenApiSchema Schema)[] Credentials =>
    [
        ("client_id", Shape.Text("The client's id, if it is not sent by Basic.")),
        ("client_secret", Shape.Text("The client's secret, if it is not sent by Basic.")),
        ("client_assertion", Shape.Text("A signed assertion of the client's identity provider, in place of a secret (RFC 7523 §2.2).")),
        ("client_assertion_type", Shape.Word("Beside an assertion.", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")),
    ];

    public static void AddTo(ApiDraft draft)
    {
        draft.Add(TokenRequest, Shape.Open(
            "What a client asks of the token endpoint (RFC 6749 §4.4.2).",
            "grant_type",
            [
                ("grant_type", Shape.Word("The grant.", "client_credentials")),
                ("token_type", Shape.Word("The kind of token. Default opaque.", "opaque")),
                ("scope", Shape.Text(
                    $"What the token allows: {string.Join(", ", Caller.KnownScopes)}, with a space between them. Default scim.")),
                ("expires_in", Shape.Pattern(
                    "How many seconds the token lives unused. Default and most: what the client's policy says.", "^[0-9]*$")),
                .. Credentials,
            ]));
        draft.Add(Token, Shape.Object(
            "A token (RFC 6749 §5.1).",
            "access_token token_type expires_in scope",
            ("access_token", Shape.Text("The token.")),
            ("token_type", Shape.Word("How it is sent.", "Bearer")),
            ("expires_in", Shape.Whole("How many seconds it lives: unused, or from now on where the client's policy is fixed.", least: 1)),
            ("scope", Shape.Text("What it allows."))));
        draft.Add(RevocationRequest, Shape.Open(
            "A token to revoke (RFC 7009 §2.1).",
            "token",
            [("token", Shape.Text("The token.")), ("token_type_hint", Shape.Text("Ignored.")), .. Credentials]));
        draft.Add(Error, Shape.Object(
            "Why a request is refused (RFC 6749 §5.2).",
            "error error_description",
            ("error", Shape.Word(
                "A keyword.",
                "invalid_request",
                "invalid_client",
                "unsupported_grant_type",
                "invalid_scope",
                "temporarily_unavailable",
                "server_error")),
            ("error_description", Shape.Text("What to change, for the client's administrator."))));
        draft.Add(ServerMetadata, Metadata());
    }

    private static OpenApiSchema Metadata()
    {
        var words = new OpenApiSchema { Type = JsonSchemaType.String };
        return Shape.Object(
            "What the OAuth endpoints offer (RFC 8414 §2).",
            "issuer token_endpoint token_endpoint_auth_methods_supported revocation_endpoint grant_types_supported "
            + "response_types_supported scopes_supported",
            ("issuer", Shape.Address("The address of the service.")),
            ("token_endpoint", Shape.Address("Where tokens are issued.")),
            ("token_endpoint_auth_methods_supported", Shape.List("How clients authenticate there.", words)),
            ("token_endpoint_auth_signing_alg_values_supported", Shape.List("How assertions may be signed.", words)),
            ("revocation_endpoint", Shape.Address("Where tokens are revoked.")),
            ("revocation_endpoint_auth_methods_supported", Shape.List("How clients authenticate there.", words)),
            ("revocation_endpoint_auth_signing_alg_values_supported", Shape.List("How assertions may be signed.", words)),
            ("grant_types_supported", Shape.List("The grants.", words)),
            ("response_types_supported", Shape.List("None.", words)),
            ("scopes_supported", Shape.List("The scopes.", words)));
    }
}
