using System.Net;
using System.Text.Json.Nodes;

namespace Scim.Http.Tests.Discovery;

public sealed class DiscoveryTests
{
    private const string Base = "http://localhost/scim/v2";

    [Theory]
    [InlineData("/scim/v2/ServiceProviderConfig", "ServiceProviderConfig")]
    [InlineData("/scim/v2/serviceConfiguration", "ServiceProviderConfig")]
    [InlineData("/scim/v2/ResourceTypes/User", "ResourceTypes/User")]
    [InlineData("/scim/v2/resourcetypes/user", "ResourceTypes/User")]
    [InlineData("/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User", "Schemas/urn:ietf:params:scim:schemas:core:2.0:User")]
    [InlineData(
        "/scim/v2/Schemas/urn:ietf:params:scim:schemas:extension:talkdesk:2.0:user",
        "Schemas/urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User")]
    public async Task A_document_says_where_it_is(string path, string location)
    {
        await using var service = await TestService.StartAsync();

        var response = await service.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/scim+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"{Base}/{location}", (string?)(await TestService.JsonAsync(response))["meta"]?["location"]);
    }

    [Theory]
    [InlineData("/scim/v2/ResourceTypes", 1)]
    [InlineData("/scim/v2/Schemas?filter=", 3)]
    public async Task A_list_is_whole_and_its_documents_can_be_read_alone(string path, int total)
    {
        await using var service = await TestService.StartAsync();

        var list = await TestService.JsonAsync(await service.GetAsync(path));

        var resources = (JsonArray)list["Resources"]!; // A list always has one.
        Assert.Equal(total, resources.Count);
        foreach (var resource in resources)
        {
            var alone = await service.GetAsync(new Uri((string)resource!["meta"]!["location"]!).PathAndQuery); // Documents have locations.
            Assert.True(JsonNode.DeepEquals(resource, await TestService.JsonAsync(alone)));
        }
    }

    [Theory]
    [InlineData("/scim/v2/Schemas/urn:unknown")]
    [InlineData("/scim/v2/ResourceTypes/Group")]
    public async Task An_unknown_document_is_404(string path)
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync(path)).StatusCode);
    }

    /// <summary>RFC 7643 §5, RFC 9865 §4: what is published is what is done.</summary>
    [Fact]
    public async Task The_configuration_names_every_feature_and_its_limits()
    {
        await using var service = await TestService.StartAsync();

        var config = await TestService.JsonAsync(await service.SendBareAsync("GET", "/scim/v2/ServiceProviderConfig"));

        Assert.All((string[])["patch", "bulk", "filter", "sort", "etag"], feature => Assert.True((bool?)config[feature]?["supported"]));
        Assert.False((bool?)config["changePassword"]?["supported"]);
        Assert.Equal((100, 1_048_576), ((int?)config["bulk"]?["maxOperations"], (int?)config["bulk"]?["maxPayloadSize"]));
        Assert.Equal(200, (int?)config["filter"]?["maxResults"]);
        Assert.Equal(
            """{"cursor":true,"index":true,"defaultPaginationMethod":"index","defaultPageSize":100"""
            + ""","maxPageSize":200,"cursorTimeout":3600}""",
            config["pagination"]?.ToJsonString());
    }

    [Fact]
    public async Task Only_the_configuration_needs_no_token()
    {
        await using var service = await TestService.StartAsync();

        var open = await service.SendBareAsync("GET", "/scim/v2/ServiceProviderConfig");

        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        Assert.False(open.Headers.Contains("RateLimit"));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await service.SendBareAsync("GET", "/scim/v2/ServiceProviderConfig", ("Authorization", "Bearer x"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.SendBareAsync("GET", "/scim/v2/Schemas")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.SendBareAsync("GET", "/scim/v2/ResourceTypes")).StatusCode);
    }

    [Theory]
    [InlineData("/scim/v2/Schemas?filter=id%20eq%20%22x%22")]
    [InlineData("/scim/v2/ResourceTypes?FILTER=x")]
    [InlineData("/scim/v2/ResourceTypes/User?filter=x")]
    [InlineData("/scim/v2/Schemas/urn:unknown?filter=x")]
    [InlineData("/scim/v2/ServiceProviderConfig?filter=x")]
    public async Task A_filter_is_forbidden(string path)
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await service.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task The_user_schema_lists_the_identifiers_too()
    {
        await using var service = await TestService.StartAsync();

        var schema = await TestService.JsonAsync(await service.GetAsync("/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"));

        var names = ((JsonArray)schema["attributes"]!).Select(attribute => (string?)attribute!["name"]); // Attributes have names.
        Assert.Equal(["id", "externalId", "userName"], names.Take(3));
    }

    [Fact]
    public async Task Each_address_of_the_service_has_documents_of_its_own()
    {
        await using var service = await TestService.StartAsync();

        for (var port = 1; port <= 40; port++)
        {
            var response = await service.SendBareAsync("GET", "/scim/v2/ServiceProviderConfig", ("Host", $"localhost:{port}"));
            Assert.Equal(
                $"http://localhost{(port == 80 ? "" : $":{port}")}/scim/v2/ServiceProviderConfig",
                (string?)(await TestService.JsonAsync(response))["meta"]?["location"]);
        }
    }
}
