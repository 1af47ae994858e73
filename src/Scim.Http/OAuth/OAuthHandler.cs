using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Scim.Http.Pipeline;
using Scim.Http.Routing;
using Scim.Protocol.Errors;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Http.OAuth;

/// <summary>Issues and revokes STS tokens.</summary>
public sealed class OAuthHandler
{
    private readonly RequestGuard _guard;
    private readonly TokenService _tokens;
    private readonly Meter _meter;
    private readonly PublicUrl _url;

    internal OAuthHandler(RequestGuard guard, TokenService tokens, Meter meter, PublicUrl url) =>
        (_guard, _tokens, _meter, _url) = (guard, tokens, meter, url);

    /// <summary>The token endpoint: client credentials for an opaque token (RFC 6749 §4.4).</summary>
    public Task<IResult> IssueAsync(HttpRequest request) => RunAsync(request, async (client, form, cancellationToken) =>
    {
        var wanted = TokenRequest.Read(form);
        if (!wanted.Scopes.All(client.Scopes.Contains))
            throw new OAuthException(OAuthError.InvalidScope());
        var issued = await _tokens.IssueAsync(client, wanted.Scopes, wanted.Lifetime, cancellationToken);
        return OAuthAnswers.Ok(new JsonObject
        {
            ["access_token"] = issued.Text,
            ["token_type"] = "Bearer",
            ["expires_in"] = (long)issued.Token.Lifetime.TotalSeconds,
            ["scope"] = string.Join(' ', issued.Token.Scopes),
        });
    });

    /// <summary>The revocation endpoint (RFC 7009). A token that is not the client's is left alone, with the same answer.</summary>
    public Task<IResult> RevokeAsync(HttpRequest request) => RunAsync(request, async (client, form, cancellationToken) =>
    {
        var token = form.Find("token") ?? throw new OAuthException(OAuthError.InvalidRequest("The token is missing."));
        await _tokens.RevokeAsync(client, token, cancellationToken);
        return OAuthAnswers.Empty();
    });

    /// <summary>The authorization server's metadata (RFC 8414 §2).</summary>
    public Task<IResult> GetMetadataAsync(HttpRequest request) => _guard.RunAsync(
        request, guarded => Task.FromResult<IResult>(ServerMetadata.Describe(_url.Root(guarded.Http))), OAuthAnswers.Error);

    private Task<IResult> RunAsync(HttpRequest request, Func<OAuthClient, OAuthForm, CancellationToken, Task<IResult>> act) =>
        _guard.RunAsync(
            request,
            async guarded =>
            {
                try
                {
                    var form = await guarded.ReceiveAsync(OAuthForm.ReadAsync);
                    var client = await VerifyAsync(guarded, form);
                    return await act(client, form, guarded.Deadline.Token);
                }
                catch (OAuthException refusal)
                {
                    return OAuthAnswers.Error(refusal.Error);
                }
            },
            OAuthAnswers.Error);

    private async Task<OAuthClient> VerifyAsync(GuardedRequest request, OAuthForm form)
    {
        var sent = ClientCredentials.Read(request.Http.Headers.Authorization, form);
        var client = await _tokens.VerifyClientAsync(sent.Id, sent.Secret, request.Deadline.Token)
            ?? throw ClientCredentials.Refused("The client is unknown or disabled, or its secret is wrong.");
        var decision = await _meter.TakeAsync(client.Id, client.RateLimit, request.Deadline.Token);
        RateLimitFields.Write(request.Http.HttpContext.Response.Headers, decision);
        return decision.Granted ? client : throw new ScimException(ScimError.TooManyRequests(decision.RetryAfterSeconds));
    }
}
