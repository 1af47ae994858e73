using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Scim.Http.Addresses;
using Scim.Http.Answers;
using Scim.Http.Pipeline;
using Scim.Http.Telemetry;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;

namespace Scim.Http.OpenApi;

/// <summary>The endpoint that describes the whole HTTP interface (OpenAPI 3.1).</summary>
public sealed class OpenApiHandler : IRequestHandler
{
    private readonly ScimPipeline _pipeline;
    private readonly PublicUrl _url;
    private readonly RememberedAccounts _accounts;
    private readonly ApiDocuments _documents;

    internal OpenApiHandler(ScimPipeline pipeline, PublicUrl url, RememberedAccounts accounts, ApiDocuments documents) =>
        (_pipeline, _url, _accounts, _documents) = (pipeline, url, accounts, documents);

    /// <summary>
    /// The document. Without a token it describes the users of a new account; with one, those of the token's account, with its own schemas.
    /// </summary>
    public Task<IResult> GetAsync(HttpRequest request) =>
        _pipeline.RunOpenAsync(request, Operations.Discovery, async call =>
        {
            var type = call is null
                ? UserType.Default
                : (await _accounts.RulesAsync(call.Caller.Account, atLeast: 0, call.CancellationToken)).Type;
            return new Answer(StatusCodes.Status200OK, _documents.For(type, _url.Root(request)), ScimMediaType.Json)
                .WithField(HeaderNames.Vary, HeaderNames.Authorization);
        });
}
