using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Scim.Http.Answers;
using Scim.Protocol.Errors;
using Scim.Provisioning.Tokens;

namespace Scim.Http.Pipeline;

/// <summary>Answers to requests whose caller may not do what they ask, with the challenges of RFC 6750 §3.</summary>
internal static class Challenge
{
    private const string Bearer = "Bearer realm=\"scim\"";

    public static IResult NoCredential() =>
        ScimAnswers.Error(ScimError.Unauthorized("Send an STS token: Authorization: Bearer TOKEN."))
            .WithField(HeaderNames.WWWAuthenticate, Bearer);

    public static IResult InvalidToken() =>
        ScimAnswers.Error(ScimError.Unauthorized("The token is unknown, expired or revoked. Issue a new one at /oauth/token."))
            .WithField(HeaderNames.WWWAuthenticate, $"{Bearer}, error=\"invalid_token\"");

    public static IResult InsufficientScope() =>
        ScimAnswers.Error(ScimError.Forbidden($"The token lacks the scope {Caller.ScimScope}. Issue one with it at /oauth/token."))
            .WithField(HeaderNames.WWWAuthenticate, $"{Bearer}, error=\"insufficient_scope\", scope=\"{Caller.ScimScope}\"");
}
