using System.Text.Json.Nodes;
using Scim.Http.Addresses;
using Scim.Http.Answers;
using Scim.Provisioning.Federation;
using Scim.Provisioning.Tokens;

namespace Scim.Http.OAuth;

/// <summary>What the OAuth endpoints offer, as clients discover it (RFC 8414 §2).</summary>
internal static class ServerMetadata
{
    /// <summary>The metadata of the server at that address, which is its issuer identifier.</summary>
    public static Answer Describe(string root) => OAuthAnswers.Ok(new JsonObject
    {
        ["issuer"] = root,
        ["token_endpoint"] = $"{root}/{ScimRoutes.TokenEndpoint}",
        ["token_endpoint_auth_methods_supported"] = AuthenticationMethods(),
        ["token_endpoint_auth_signing_alg_values_supported"] = SigningAlgorithms(),
        ["revocation_endpoint"] = $"{root}/{ScimRoutes.Revocation}",
        ["revocation_endpoint_auth_methods_supported"] = AuthenticationMethods(),
        ["revocation_endpoint_auth_signing_alg_values_supported"] = SigningAlgorithms(),
        ["grant_types_supported"] = new JsonArray("client_credentials"),
        ["response_types_supported"] = new JsonArray(),
        ["scopes_supported"] = Scopes(),
    });

    private static JsonArray Scopes() => [.. Caller.KnownScopes];

    private static JsonArray AuthenticationMethods() => ["client_secret_basic", "client_secret_post", "private_key_jwt"];

    private static JsonArray SigningAlgorithms() => [.. AssertionAlgorithms.All];
}
