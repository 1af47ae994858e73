using Scim.Http.Endpoints;
using Scim.Http.OpenApi;

namespace Scim.Http.Routing;

/// <summary>The operations of the contract.</summary>
internal static class RouteTable
{
    public static IReadOnlyList<ScimRoute> Routes { get; } =
    [
        .. UserEndpoints.All,
        .. DiscoveryEndpoints.All,
        .. OAuthEndpoints.All,
        .. EventEndpoints.All,
        .. ServiceEndpoints.All,
    ];
}
