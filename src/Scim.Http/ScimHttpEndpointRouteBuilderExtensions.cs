using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scim.Http.Addresses;
using Scim.Http.Routing;

namespace Scim.Http;

/// <summary>Routes requests to the handlers in a host that is ASP.NET Core itself.</summary>
public static class ScimHttpEndpointRouteBuilderExtensions
{
    /// <summary>Maps every operation of the contract.</summary>
    public static void MapScim(this IEndpointRouteBuilder endpoints)
    {
        foreach (var route in RouteTable.Routes)
            endpoints.MapMethods(route.Template, route.Methods, Answering(route.Handle));
        endpoints.Map(
            ScimRoutes.Unmatched,
            Answering(request => request.HttpContext.RequestServices.GetRequiredService<UnmatchedHandler>().HandleAsync(request)));
    }

    private static RequestDelegate Answering(Func<HttpRequest, Task<IResult>> handle) =>
        async context => await (await handle(context.Request)).ExecuteAsync(context);
}
