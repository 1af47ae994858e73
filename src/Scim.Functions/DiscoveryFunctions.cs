using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Scim.Http.Addresses;
using Scim.Http.Discovery;

namespace Scim.Functions;

/// <summary>The discovery endpoints.</summary>
public sealed class DiscoveryFunctions(DiscoveryHandler discovery)
{
    /// <summary>The service provider's configuration.</summary>
    [Function("ServiceProviderConfig")]
    public Task<IResult> GetServiceProviderConfigAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.ServiceProviderConfig)] HttpRequest request) =>
        discovery.GetServiceProviderConfigAsync(request);

    /// <summary>The service provider's configuration, under its other name.</summary>
    [Function("ServiceConfiguration")]
    public Task<IResult> GetServiceConfigurationAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.ServiceConfiguration)] HttpRequest request) =>
        discovery.GetServiceProviderConfigAsync(request);

    /// <summary>The resource types.</summary>
    [Function("ResourceTypes")]
    public Task<IResult> ListResourceTypesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.ResourceTypes)] HttpRequest request) =>
        discovery.ListResourceTypesAsync(request);

    /// <summary>One resource type.</summary>
    [Function("ResourceType")]
    public Task<IResult> GetResourceTypeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.ResourceType)] HttpRequest request) =>
        discovery.GetResourceTypeAsync(request);

    /// <summary>The schemas.</summary>
    [Function("Schemas")]
    public Task<IResult> ListSchemasAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.Schemas)] HttpRequest request) =>
        discovery.ListSchemasAsync(request);

    /// <summary>One schema.</summary>
    [Function("Schema")]
    public Task<IResult> GetSchemaAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ScimRoutes.Schema)] HttpRequest request) =>
        discovery.GetSchemaAsync(request);
}
