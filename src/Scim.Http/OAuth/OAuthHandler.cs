using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Scim.Http.Addresses;
using Scim.Http.Pipeline;
using Scim.Http.Telemetry;
using Scim.Provisioning.Tokens;

namespace Scim.Http.OAuth;

/// <summary>Issues and revokes STS tokens.</summary>
public sealed class OAuthHandler : IRequestHandler
{
    private readonly RequestGuard _guard;
    private readonly ClientVerification _clients;
    private readonly TokenService _tokens;
    private readonly PublicUrl _url;

    internal OAuthHandler(RequestGuard guard, ClientVerification clients, TokenService tokens, PublicUrl url) =>
        (_guard, _clients, _tokens, _url) = (guard, clients, tokens, url);

    /// <summary>The token endpoint: client credentials for an opaque token (RFC 6749 §4.4).</summary>
    public Task<IResult> IssueAsync(HttpRequest request) =>
        RunAsync(request, Operations.IssueToken, async (client, form, cancellationToken) =>
        {
            var wanted = TokenRequest.Read(form);
            var issued = await _tokens.IssueAsync(client, wanted.ScopesFor(client), wanted.Lifetime, cancellationToken);
            return OAuthAnswers.Ok(new JsonObject
            {
                ["access_token"] = issued.Text,
                ["token_type"] = "Bearer",
                ["expires_in"] = (long)issued.Token.Lifetime.TotalSeconds,
                ["scope"] = string.Join(' ', issued.Token.Scopes),
            });
        });

    /// <summary>The revocation endpoint (RFC 7009). A token that is not the client's is left alone, with the same answer.</summary>
    public Task<IResult> RevokeAsync(HttpRequest request) =>
        RunAsync(request, Operations.RevokeToken, async (client, form, cancellationToken) =>
        {
            var token = form.Find("token") ?? throw new OAuthException(OAuthError.InvalidRequest("The token is missing."));
            await _tokens.RevokeAsync(client, token, cancellationToken);
            return OAuthAnswers.Empty();
        });

    /// <summary>The authorization server's metadata (RFC 8414 §2).</summary>
    public Task<IResult> GetMetadataAsync(HttpRequest request) => _guard.RunAsync(
        request,
        Operations.Discovery,
        guarded => Task.FromResult<IResult>(ServerMetadata.Describe(_url.Root(guarded.Http))),
        OAuthAnswers.Error);

    private Task<IResult> RunAsync(
        HttpRequest request, string operation, Func<OAuthClient, OAuthForm, CancellationToken, Task<IResult>> act) =>
        _guard.RunAsync(
            request,
            operation,
            async guarded =>
            {
                try
                {
                    var form = await RequestBody.ReceiveAsync(guarded, OAuthForm.ReadAsync);
                    var client = await _clients.VerifyAsync(guarded, form);
                    return await act(client, form, guarded.Deadline.Token);
                }
                catch (OAuthException refusal)
                {
                    return OAuthAnswers.Error(refusal.Error);
                }
            },
            OAuthAnswers.Error);
}
