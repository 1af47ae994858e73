using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Scim.Events.Sets;
using Scim.Http.Addresses;
using Scim.Http.Answers;
using Scim.Http.Pipeline;
using Scim.Http.Telemetry;
using Scim.Protocol.Discovery;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;

namespace Scim.Http.Discovery;

/// <summary>The discovery endpoints (RFC 7644 §4). A filter is 403; an empty one counts as none.</summary>
public sealed class DiscoveryHandler : IRequestHandler
{
    private readonly ScimPipeline _pipeline;
    private readonly PublicUrl _url;
    private readonly RememberedAccounts _accounts;

    internal DiscoveryHandler(ScimPipeline pipeline, PublicUrl url, RememberedAccounts accounts) =>
        (_pipeline, _url, _accounts) = (pipeline, url, accounts);

    /// <summary>
    /// The service provider's configuration (RFC 7643 §5), also for clients that have no token yet. It says which events there are
    /// (RFC 9967 §4) to a client whose account has a stream.
    /// </summary>
    public Task<IResult> GetServiceProviderConfigAsync(HttpRequest request) =>
        _pipeline.RunOpenAsync(request, Operations.Discovery, async call =>
        {
            var usual = Document(request, "ServiceProviderConfig", UserType.Default);
            var streams = call is null ? [] : await _accounts.StreamsAsync(call.Caller.Account, call.CancellationToken);
            if (streams.Count == 0)
                return usual;
            var features = Offered.Features with { EventUris = EventUris.Of(streams) };
            return new Answer(
                StatusCodes.Status200OK, new DiscoveryDocuments(features, UserType.Default).ServiceProviderConfig(_url.ScimBase(request)));
        });

    /// <summary>The resource types (RFC 7643 §6).</summary>
    public Task<IResult> ListResourceTypesAsync(HttpRequest request) => RunAsync(request, "ResourceTypes");

    /// <summary>The resource type of the route's name.</summary>
    public Task<IResult> GetResourceTypeAsync(HttpRequest request) =>
        RunAsync(request, "ResourceTypes", request.RouteValues[ScimRoutes.ResourceTypeName]);

    /// <summary>The schemas (RFC 7643 §7), as the account's settings have them.</summary>
    public Task<IResult> ListSchemasAsync(HttpRequest request) => RunAsync(request, "Schemas");

    /// <summary>The schema of the route's URN.</summary>
    public Task<IResult> GetSchemaAsync(HttpRequest request) =>
        RunAsync(request, "Schemas", request.RouteValues[ScimRoutes.SchemaUrn]);

    private Task<IResult> RunAsync(HttpRequest request, string endpoint, object? name = null) =>
        _pipeline.RunAsync(request, Operations.Discovery, async call =>
            Document(request, name is null ? endpoint : $"{endpoint}/{name}", (await call.User.Rules).Type));

    private Answer Document(HttpRequest request, string path, UserType type)
    {
        if (!StringValues.IsNullOrEmpty(request.Query["filter"]))
            throw new ScimException(ScimError.Forbidden("This endpoint takes no filter. Leave it out."));
        return DiscoverySet.For(_url.ScimBase(request), type).TryFind(path, out var document)
            ? new Answer(StatusCodes.Status200OK, document)
            : throw new ScimException(ScimError.ResourceNotFound(path));
    }
}
