using System.Net;
using System.Text.Json.Nodes;
using Scim.Provisioning.Metering;

namespace Scim.Http.Tests.Groups;

public sealed class GroupsTests
{
    [Theory]
    [InlineData("/scim/v2/Groups")]
    [InlineData("/scim/v2/groups/")]
    [InlineData("/scim/v2/Groups?filter=displayName%20eq%20%22x%22&excludedAttributes=members")]
    [InlineData("/scim/v2/Groups?filter=nonsense&count=x&startIndex=0")]
    public async Task There_are_none_whatever_is_looked_for(string path)
    {
        await using var service = await TestService.StartAsync();

        var response = await service.GetAsync(path);

        var list = await TestService.JsonAsync(response);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/scim+json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:ListResponse", (string?)list["schemas"]?[0]);
        Assert.Equal((0, 0), ((int?)list["totalResults"], ((JsonArray)list["Resources"]!).Count)); // A list always has one.
    }

    [Fact]
    public async Task Who_looks_for_them_is_authenticated_and_metered()
    {
        await using var service = await TestService.StartAsync(new RateLimit(1, 1));

        Assert.Equal(HttpStatusCode.Unauthorized, (await service.SendBareAsync("GET", "/scim/v2/Groups")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/scim/v2/Groups")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await service.GetAsync("/scim/v2/Groups/1")).StatusCode);
    }

    [Fact]
    public async Task Who_sends_them_is_told_to_switch_them_off()
    {
        await using var service = await TestService.StartAsync();

        var error = await TestService.JsonAsync(await service.SendAsync("POST", "/scim/v2/Groups", """{"displayName":"x"}"""));

        Assert.Contains("group mappings off", (string?)error["detail"], StringComparison.Ordinal);
    }
}
