using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Scim.Http.Addresses;
using Scim.Http.OAuth;

namespace Scim.Functions;

/// <summary>The endpoints that issue and revoke STS tokens.</summary>
public sealed class OAuthFunctions(OAuthHandler oauth)
{
    /// <summary>Issues a token.</summary>
    [Function("OAuthToken")]
    public Task<IResult> IssueAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ScimRoutes.TokenEndpoint)] HttpRequest request) => oauth.IssueAsync(
            request);

    /// <summary>Revokes a token.</summary>
    [Function("OAuthRevocation")]
    public Task<IResult> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ScimRoutes.Revocation)] HttpRequest request) =>
        oauth.RevokeAsync(request);

    /// <summary>The authorization server's metadata.</summary>
    [Function("OAuthServerMetadata")]
    public Task<IResult> GetMetadataAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.ServerMetadata)] HttpRequest request) =>
        oauth.GetMetadataAsync(request);
}
