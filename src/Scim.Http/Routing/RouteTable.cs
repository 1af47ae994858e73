using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Scim.Http.Addresses;
using Scim.Http.Bulk;
using Scim.Http.Discovery;
using Scim.Http.Events;
using Scim.Http.Groups;
using Scim.Http.Health;
using Scim.Http.Home;
using Scim.Http.OAuth;
using Scim.Http.OpenApi;
using Scim.Http.Users;

namespace Scim.Http.Routing;

/// <summary>The operations of the contract.</summary>
internal static class RouteTable
{
    private static readonly string[] Get = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Post = [HttpMethods.Post];

    public static IReadOnlyList<ScimRoute> Routes { get; } =
    [
        new(ScimRoutes.Users, Post, r => Handler<UsersHandler>(r).CreateAsync(r)),
        new(ScimRoutes.Users, Get, r => Handler<UsersHandler>(r).ListAsync(r)),
        new(ScimRoutes.UsersSearch, Post, r => Handler<UsersHandler>(r).SearchAsync(r)),
        new(ScimRoutes.Search, Post, r => Handler<UsersHandler>(r).SearchAsync(r)),
        new(ScimRoutes.User, Get, r => Handler<UsersHandler>(r).GetAsync(r)),
        new(ScimRoutes.User, [HttpMethods.Put], r => Handler<UsersHandler>(r).ReplaceAsync(r)),
        new(ScimRoutes.User, [HttpMethods.Patch], r => Handler<UsersHandler>(r).PatchAsync(r)),
        new(ScimRoutes.User, [HttpMethods.Delete], r => Handler<UsersHandler>(r).DeleteAsync(r)),
        new(ScimRoutes.Base, Get, r => Handler<UsersHandler>(r).ListAsync(r)),
        new(ScimRoutes.Groups, Get, r => Handler<GroupsHandler>(r).ListAsync(r)),
        new(ScimRoutes.Group, Get, r => Handler<GroupsHandler>(r).GetAsync(r)),
        new(ScimRoutes.Bulk, Post, r => Handler<BulkHandler>(r).RunAsync(r)),
        new(ScimRoutes.ServiceProviderConfig, Get, r => Handler<DiscoveryHandler>(r).GetServiceProviderConfigAsync(r)),
        new(ScimRoutes.ServiceConfiguration, Get, r => Handler<DiscoveryHandler>(r).GetServiceProviderConfigAsync(r)),
        new(ScimRoutes.ResourceTypes, Get, r => Handler<DiscoveryHandler>(r).ListResourceTypesAsync(r)),
        new(ScimRoutes.ResourceType, Get, r => Handler<DiscoveryHandler>(r).GetResourceTypeAsync(r)),
        new(ScimRoutes.Schemas, Get, r => Handler<DiscoveryHandler>(r).ListSchemasAsync(r)),
        new(ScimRoutes.Schema, Get, r => Handler<DiscoveryHandler>(r).GetSchemaAsync(r)),
        new(ScimRoutes.TokenEndpoint, Post, r => Handler<OAuthHandler>(r).IssueAsync(r)),
        new(ScimRoutes.Revocation, Post, r => Handler<OAuthHandler>(r).RevokeAsync(r)),
        new(ScimRoutes.ServerMetadata, Get, r => Handler<OAuthHandler>(r).GetMetadataAsync(r)),
        new(ScimRoutes.Events, Post, r => Handler<PollHandler>(r).PollAsync(r)),
        new(ScimRoutes.EventKeys, Get, r => Handler<EventMetadataHandler>(r).GetKeysAsync(r)),
        new(ScimRoutes.EventTransmitter, Get, r => Handler<EventMetadataHandler>(r).GetConfigurationAsync(r)),
        new(ScimRoutes.OpenApi, Get, r => Handler<OpenApiHandler>(r).GetAsync(r)),
        new(ScimRoutes.Health, Get, r => Handler<HealthHandler>(r).GetAsync(r)),
        new(ScimRoutes.Home, Get, r => Handler<HomeHandler>(r).GetAsync(r)),
    ];

    private static T Handler<T>(HttpRequest request)
        where T : notnull => request.HttpContext.RequestServices.GetRequiredService<T>();
}
