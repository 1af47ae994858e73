using System.Net;

namespace Scim.Http.Tests.Routing;

public sealed class UnmatchedTests
{
    [Theory]
    [InlineData("/scim/v2")]
    [InlineData("/scim/v2/")]
    [InlineData("/scim/v2/Groups")]
    [InlineData("/scim/v2/Users/1/emails")]
    [InlineData("/scim/v2/users.json")]
    public async Task An_unknown_path_is_a_SCIM_404(string path)
    {
        await using var service = await TestService.StartAsync();

        var response = await service.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:Error", (string?)(await TestService.JsonAsync(response))["schemas"]?[0]);
    }

    [Theory]
    [InlineData("DELETE", "/scim/v2/Users", "POST, GET, HEAD")]
    [InlineData("PUT", "/scim/v2/users/", "POST, GET, HEAD")]
    [InlineData("POST", "/scim/v2/Users/1", "GET, HEAD, PUT, PATCH, DELETE")]
    [InlineData("OPTIONS", "/scim/v2/Users/1", "GET, HEAD, PUT, PATCH, DELETE")]
    [InlineData("POST", "/scim/v2/Schemas", "GET, HEAD")]
    [InlineData("PATCH", "/scim/v2/ServiceProviderConfig", "GET, HEAD")]
    [InlineData("PUT", "/scim/v2//Schemas", "GET, HEAD")]
    [InlineData("GET", "/scim/v2/Bulk", "POST")]
    [InlineData("GET", "/scim/v2/.search", "POST")]
    [InlineData("GET", "/scim/v2/Users/.search", "POST")]
    [InlineData("GET", "/scim/v2/users//.SEARCH/", "POST")]
    [InlineData("DELETE", "/scim/v2/Users/.search", "POST")]
    [InlineData("PUT", "/scim/v2/Users/.search", "POST")]
    [InlineData("PATCH", "/scim/v2/Users/.search", "POST")]
    [InlineData("OPTIONS", "/scim/v2/Users/.search", "POST")]
    public async Task A_wrong_method_is_405_with_the_right_ones(string method, string path, string allow)
    {
        await using var service = await TestService.StartAsync();

        var response = await service.SendAsync(method, path);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow));
        Assert.Equal("405", (string?)(await TestService.JsonAsync(response))["status"]);
    }

    [Theory]
    [InlineData("GET", "/scim/v2/Me")]
    [InlineData("PATCH", "/scim/v2/me/")]
    public async Task What_the_RFC_has_and_the_service_has_not_is_501(string method, string path)
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal(HttpStatusCode.NotImplemented, (await service.SendAsync(method, path)).StatusCode);
    }

    [Theory]
    [InlineData("/SCIM/V2/USERS")]
    [InlineData("/scim/v2/Users/")]
    [InlineData("/scim/v2//Users")]
    [InlineData("/scim/v2///users/")]
    public async Task Case_slashes_at_the_end_and_doubled_ones_are_forgiven(string path)
    {
        await using var service = await TestService.StartAsync();
        var created = await service.SendAsync("POST", path, TestService.UserJson("ada@example.com"));
        var user = await TestService.JsonAsync(created);

        var read = await service.GetAsync($"{path.TrimEnd('/')}/{user["id"]}");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Fact]
    public async Task Who_has_no_token_learns_no_more_than_that()
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await service.SendBareAsync("GET", "/scim/v2/Groups")).StatusCode);
    }
}
