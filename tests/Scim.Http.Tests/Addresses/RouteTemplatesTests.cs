using Microsoft.AspNetCore.Http;
using Scim.Http.Addresses;
using Scim.Http.Routing;

namespace Scim.Http.Tests.Addresses;

public sealed class RouteTemplatesTests
{
    public static TheoryData<string> Templates => [.. RouteTable.Routes.Select(route => route.Template).Distinct()];

    [Theory]
    [MemberData(nameof(Templates))]
    public void Every_route_is_known(string template) =>
        Assert.Equal(RouteTemplates.Shown(template), RouteTemplates.Of(new PathString($"/{template}")));

    [Theory]
    [InlineData("/scim/v2/Users", "/Users")]
    [InlineData("/SCIM/V2/users/", "/Users")]
    [InlineData("/scim/v2/Users/ada@example.com", "/Users/{id}")]
    [InlineData("/scim/v2/Users/.search", "/Users/.search")]
    [InlineData("/scim/v2/.search", "/.search")]
    [InlineData("/scim/v2", "/")]
    [InlineData("/scim/v2/Groups/7", "/Groups/{id}")]
    [InlineData("/oauth/token", "/oauth/token")]
    [InlineData("/events/x", "/events/{stream}")]
    [InlineData("/scim/v2/Users/ada/lovelace", "/{**path}")]
    [InlineData("/scim/v2/Me", "/{**path}")]
    [InlineData("/ada@example.com", "/{**path}")]
    public void A_path_is_named_by_its_route_alone(string path, string route) =>
        Assert.Equal(route, RouteTemplates.Of(new PathString(path)));
}
