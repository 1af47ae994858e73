using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Scim.Http;
using Scim.Http.Addresses;

namespace Scim.Functions.Tests;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("POST", "/scim/v2/Users", "UsersCreate")]
    [InlineData("GET", "/scim/v2/Users", "UsersList")]
    [InlineData("HEAD", "/scim/v2/users/", "UsersList")]
    [InlineData("POST", "/scim/v2/Users/.search", "UsersSearch")]
    [InlineData("POST", "/scim/v2/.search", "Search")]
    [InlineData("GET", "/SCIM/V2/USERS/7", "UserGet")]
    [InlineData("HEAD", "/scim/v2/Users/7", "UserGet")]
    [InlineData("PUT", "/scim/v2/Users/7", "UserReplace")]
    [InlineData("PATCH", "/scim/v2/Users/7", "UserPatch")]
    [InlineData("DELETE", "/scim/v2/Users/7", "UserDelete")]
    [InlineData("GET", "/scim/v2/ServiceProviderConfig", "ServiceProviderConfig")]
    [InlineData("GET", "/scim/v2/serviceConfiguration", "ServiceConfiguration")]
    [InlineData("GET", "/scim/v2/ResourceTypes", "ResourceTypes")]
    [InlineData("GET", "/scim/v2/ResourceTypes/User", "ResourceType")]
    [InlineData("GET", "/scim/v2/Schemas", "Schemas")]
    [InlineData("GET", "/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User", "Schema")]
    [InlineData("POST", "/oauth/token", "OAuthToken")]
    [InlineData("POST", "/oauth/revoke", "OAuthRevocation")]
    [InlineData("GET", "/.well-known/oauth-authorization-server", "OAuthServerMetadata")]
    [InlineData("GET", "/.well-known/jwks.json", "EventKeys")]
    [InlineData("HEAD", "/.well-known/ssf-configuration", "EventTransmitter")]
    [InlineData("GET", "/openapi.json", "OpenApi")]
    [InlineData("GET", "/health", "Health")]
    [InlineData("GET", "/scim/v2", "ResourcesList")]
    [InlineData("POST", "/scim/v2", "ZzUnmatched")]
    [InlineData("GET", "/scim/v2/Groups", "GroupsList")]
    [InlineData("GET", "/scim/v2/groups/7", "GroupGet")]
    [InlineData("POST", "/scim/v2/Groups", "ZzUnmatched")]
    [InlineData("GET", "/scim/v2/Me", "ZzUnmatched")]
    [InlineData("POST", "/scim/v2/Bulk", "Bulk")]
    [InlineData("GET", "/scim/v2/Bulk", "ZzUnmatched")]
    [InlineData("GET", "/scim/v2//Users", "ZzUnmatched")]
    [InlineData("DELETE", "/scim/v2/Users", "ZzUnmatched")]
    [InlineData("POST", "/scim/v2/Users/7", "ZzUnmatched")]
    [InlineData("GET", "/scim/v2/Users/7/emails", "ZzUnmatched")]
    [InlineData("OPTIONS", "/scim/v2/Groups", "ZzUnmatched")]
    [InlineData("GET", "/scim//v2/Users", "ZzUnmatched")]
    [InlineData("POST", "/oauth//token", "ZzUnmatched")]
    [InlineData("GET", "/oauth/token", "ZzUnmatched")]
    [InlineData("POST", "/health", "ZzUnmatched")]
    [InlineData("GET", "/", "ZzUnmatched")]
    [InlineData("GET", "/favicon.ico", "ZzUnmatched")]
    public void The_first_match_by_name_is_the_right_function(string method, string path, string function) =>
        Assert.Equal(function, HttpFunction.For(method, path, out _)?.Name);

    [Fact]
    public void Functions_and_MapScim_have_the_same_operations_once_each()
    {
        var functions = HttpFunction.All.SelectMany(function => function.Operations).Order().ToList();

        Assert.Equal(MappedOperations().Order(), functions);
        Assert.Equal(functions.Distinct(), functions);
    }

    [Fact]
    public void Names_are_unique_and_the_catch_all_is_the_last()
    {
        var names = HttpFunction.All.Select(function => function.Name).ToList();

        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
        Assert.Equal("ZzUnmatched", names[^1]);
        Assert.All(
            HttpFunction.All.SkipLast(1), function => Assert.DoesNotContain("{*", function.Trigger.Route ?? "", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_function_but_the_catch_all_wins_its_own_route()
    {
        var operations = HttpFunction.All.SkipLast(1).SelectMany(
            function => function.Operations.Select(operation => (function.Name, operation.Method, Path: WithValues(operation.Route))));

        Assert.All(
            operations, operation => Assert.Equal(operation.Name, HttpFunction.For(operation.Method, operation.Path, out _)?.Name));
    }

    [Fact]
    public void No_function_wants_a_key_of_the_host() =>
        Assert.All(HttpFunction.All, function => Assert.Equal(AuthorizationLevel.Anonymous, function.Trigger.AuthLevel));

    /// <summary>A path of the route: only a literal one can be taken for a value of another.</summary>
    private static string WithValues(string route) =>
        $"/{string.Join('/', route.Split('/').Select(part => part.StartsWith('{') ? "7" : part))}";

    private static IEnumerable<(string Method, string Route)> MappedOperations()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddScimHttp();
        IEndpointRouteBuilder app = builder.Build();
        app.MapScim();
        return from endpoint in app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
               from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"]
               // The host would take an empty route for the function's name, so the catch-all has the first page there.
               where endpoint.RoutePattern.RawText is not ScimRoutes.Home
               select (method, endpoint.RoutePattern.RawText ?? "");
    }
}
