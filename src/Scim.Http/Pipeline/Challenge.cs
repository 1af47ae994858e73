using Microsoft.Net.Http.Headers;
using Scim.Http.Answers;
using Scim.Protocol.Errors;

namespace Scim.Http.Pipeline;

/// <summary>Answers to requests whose caller may not do what they ask, with the challenges of RFC 6750 §3.</summary>
internal static class Challenge
{
    private const string Bearer = "Bearer realm=\"scim\"";

    public static Answer NoCredential(Protection protection) =>
        protection.Refuse(ScimError.Unauthorized("Send an STS token: Authorization: Bearer TOKEN."))
            .WithField(HeaderNames.WWWAuthenticate, Bearer);

    public static Answer InvalidToken(Protection protection) =>
        protection.Refuse(ScimError.Unauthorized("The token is unknown, expired or revoked. Issue a new one at /oauth/token."))
            .WithField(HeaderNames.WWWAuthenticate, $"{Bearer}, error=\"invalid_token\"");

    public static Answer InsufficientScope(Protection protection) =>
        protection.Refuse(ScimError.Forbidden($"The token lacks the scope {protection.Scope}. Issue one with it at /oauth/token."))
            .WithField(HeaderNames.WWWAuthenticate, $"{Bearer}, error=\"insufficient_scope\", scope=\"{protection.Scope}\"");
}
