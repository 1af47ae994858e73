using System.Net;
using System.Text.Json.Nodes;

namespace Scim.Http.Tests.Users;

public sealed class UserListTests
{
    private const string Users = TestService.Users;

    [Theory]
    [InlineData("", 1, 3, 3)]
    [InlineData("?startIndex=1&count=2", 1, 2, 3)]
    [InlineData("?startIndex=3&count=2", 3, 1, 3)]
    [InlineData("?startIndex=4", 4, 0, 3)]
    [InlineData("?startIndex=0", 1, 3, 3)]
    [InlineData("?startIndex=-7&count=1", 1, 1, 3)]
    [InlineData("?count=0", 1, 0, 3)]
    [InlineData("?count=-1", 1, 0, 3)]
    [InlineData("?count=99999999999999999999", 1, 3, 3)]
    [InlineData("?aadOptscim062020", 1, 3, 3)]
    [InlineData("?filter=userName+eq+%22b%2B1@example.com%22", 1, 1, 1)]
    [InlineData("?filter=userName%20eq%20%22b%2B1@example.com%22", 1, 1, 1)]
    [InlineData("?FILTER=username%20EQ%20%22B%2B1@EXAMPLE.com%22&startIndex=1&count=100", 1, 1, 1)]
    [InlineData("?filter=userName eq \"b+1@example.com\"", 1, 0, 0)]
    [InlineData("?filter=userName eq \"0a1b\"", 1, 0, 0)]
    public async Task A_page_is_what_the_query_asks_for(string query, int startIndex, int items, int total)
    {
        await using var service = await StartAsync();

        var response = await service.GetAsync(Users + query);
        var list = await TestService.JsonAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:ListResponse", (string?)list["schemas"]?[0]);
        Assert.Equal((startIndex, items, total), ((int?)list["startIndex"], (int?)list["itemsPerPage"], (int?)list["totalResults"]));
        Assert.Equal(items, ((JsonArray)list["Resources"]!).Count); // A page always has its list.
    }

    [Theory]
    [InlineData("startIndex=one", "invalidValue")]
    [InlineData("startIndex=", "invalidValue")]
    [InlineData("startIndex=1.5", "invalidValue")]
    [InlineData("count=1&count=2", "invalidValue")]
    [InlineData("sortBy=userName&sortOrder=up", "invalidValue")]
    [InlineData("attributes=userName&excludedAttributes=name", "invalidValue")]
    [InlineData("filter=userName%20is%20x", "invalidFilter")]
    [InlineData("filter=", "invalidFilter")]
    public async Task A_query_that_makes_no_sense_is_400(string query, string scimType)
    {
        await using var service = await StartAsync();

        var response = await service.GetAsync($"{Users}?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(scimType, (string?)(await TestService.JsonAsync(response))["scimType"]);
    }

    [Fact]
    public async Task A_page_is_sorted_and_has_locations()
    {
        await using var service = await StartAsync();

        var list = await TestService.JsonAsync(await service.GetAsync($"{Users}?sortBy=userName&sortOrder=descending"));

        var users = list["Resources"]!.AsArray(); // A page always has its list.
        Assert.Equal(["c@example.com", "b+1@example.com", "a@example.com"], users.Select(user => (string?)user?["userName"]));
        Assert.All(users, user => Assert.Equal($"http://localhost{Users}/{user?["id"]}", (string?)user?["meta"]?["location"]));
    }

    [Fact]
    public async Task A_page_has_at_most_200_users_and_100_by_default()
    {
        await using var service = await TestService.StartAsync();
        for (var user = 0; user < 201; user++)
            await service.CreateAsync($"{user}@example.com", ""","active":false""");

        var most = await TestService.JsonAsync(await service.GetAsync($"{Users}?count=1000"));
        var usual = await TestService.JsonAsync(await service.GetAsync(Users));

        Assert.Equal(200, (int?)most["itemsPerPage"]);
        Assert.Equal(100, (int?)usual["itemsPerPage"]);
    }

    [Theory]
    [InlineData("/scim/v2")]
    [InlineData("/scim/v2/")]
    public async Task The_base_lists_all_resources_which_are_users(string path)
    {
        const string Query = "?filter=userName%20co%20%22@%22&sortBy=userName&startIndex=2&count=1";
        await using var service = await StartAsync();

        var all = await service.GetAsync(path + Query);
        var users = await service.GetAsync(Users + Query);

        Assert.Equal(HttpStatusCode.OK, all.StatusCode);
        Assert.Equal(
            await users.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            await all.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.SendBareAsync("GET", path)).StatusCode);
    }

    [Theory]
    [InlineData("/scim/v2/.search")]
    [InlineData("/scim/v2/Users/.search")]
    public async Task A_search_request_answers_as_the_same_query_does(string path)
    {
        await using var service = await StartAsync();

        var search = await service.SendAsync(
            "POST",
            path,
            """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"attributes":["userName"],
             "filter":"userName co \"@\"","sortBy":"userName","startIndex":2,"count":1}
            """);
        var query = await service.GetAsync(
            $"{Users}?attributes=userName&filter=userName%20co%20%22@%22&sortBy=userName&startIndex=2&count=1");

        Assert.Equal(HttpStatusCode.OK, search.StatusCode);
        Assert.Equal(
            await query.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            await search.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync();
        foreach (var name in (string[])["a@example.com", "b+1@example.com", "c@example.com"])
        {
            service.Time.Advance(TimeSpan.FromSeconds(1));
            await service.CreateAsync(name);
        }
        return service;
    }
}
