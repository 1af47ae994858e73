using System.Net;
using System.Text.Json.Nodes;

namespace Scim.Http.Tests.Users;

/// <summary>RFC 9865: lists that are walked by cursor.</summary>
public sealed class CursorPagingTests
{
    private const string Users = TestService.Users;
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    /// <summary>§2: nextCursor is there on every page but the last; a page has no startIndex.</summary>
    [Theory]
    [InlineData("", "abcde")]
    [InlineData("&sortBy=userName&sortOrder=descending", "edcba")]
    [InlineData("&filter=userName%20ge%20%22b%22", "bcde")]
    [InlineData("&filter=userName%20eq%20%22c@example.com%22", "c")]
    [InlineData("&filter=userName%20le%20%22e%22&sortBy=name.givenName", "abcd")]
    [InlineData("&filter=userName%20eq%20%22nobody%22", "")]
    public async Task Every_user_comes_once_and_in_order(string query, string expected)
    {
        await using var service = await StartAsync();
        var (seen, cursor) = ("", (string?)"");

        do
        {
            var page = await TestService.JsonAsync(await service.GetAsync($"{Users}?cursor={cursor}&count=2{query}"));
            var users = page["Resources"]!.AsArray(); // A page always has its list.
            cursor = (string?)page["nextCursor"];
            seen += string.Concat(users.Select(user => ((string?)user?["userName"])?[0]));
            Assert.Equal(users.Count, (int?)page["itemsPerPage"]);
            Assert.Equal(cursor is not null, seen.Length < expected.Length);
            Assert.Null(page["startIndex"]);
            Assert.Null(page["previousCursor"]);
            Assert.Matches("^[A-Za-z0-9._~-]+$", cursor ?? "-");
        }
        while (cursor is not null);

        Assert.Equal(expected, seen);
    }

    /// <summary>§3: a SearchRequest pages in the same way, and its cursors are those of GET.</summary>
    [Theory]
    [InlineData("/scim/v2/.search")]
    [InlineData("/scim/v2/Users/.search")]
    public async Task A_search_request_pages_by_cursor_too(string path)
    {
        await using var service = await StartAsync();

        var first = await TestService.JsonAsync(await service.SendAsync("POST", path, """{"cursor":"","count":3,"sortBy":"userName"}"""));
        var second = await TestService.JsonAsync(await service.SendAsync(
            "POST", path, $$"""{"cursor":"{{first["nextCursor"]}}","count":1,"sortBy":"userName","attributes":["userName"]}"""));
        var third = await TestService.JsonAsync(await service.GetAsync($"{Users}?cursor={second["nextCursor"]}&sortBy=USERNAME"));

        Assert.Equal(["a", "b", "c"], Initials(first));
        Assert.Equal(["d"], Initials(second));
        Assert.Null(second["Resources"]?[0]?["name"]);
        Assert.Equal(["e"], Initials(third));
        Assert.Null(third["nextCursor"]);
    }

    [Fact]
    public async Task Users_that_come_and_go_between_pages_shift_nothing()
    {
        await using var service = await StartAsync();

        var first = await TestService.JsonAsync(await service.GetAsync($"{Users}?cursor=&count=2&sortBy=userName"));
        await service.SendAsync("DELETE", $"{Users}/{first["Resources"]?[0]?["id"]}");
        await service.CreateAsync("aa@example.com");
        await service.CreateAsync("f@example.com");
        var rest = await TestService.JsonAsync(await service.GetAsync($"{Users}?cursor={first["nextCursor"]}&sortBy=userName"));

        Assert.Equal(["c", "d", "e", "f"], Initials(rest));
    }

    /// <summary>§2.1 and §2: how many there are may be left out, and is told here where it costs no scan.</summary>
    [Theory]
    [InlineData("", 5)]
    [InlineData("&filter=userName%20ge%20%22a%22", null)]
    public async Task The_total_is_told_where_it_is_known(string query, int? total)
    {
        await using var service = await StartAsync();

        Assert.Equal(total, (int?)(await TestService.JsonAsync(await service.GetAsync($"{Users}?cursor=&count=2{query}")))["totalResults"]);
    }

    /// <summary>§2: the service's own limit holds, and without count its default.</summary>
    [Theory]
    [InlineData("", 100)]
    [InlineData("&count=201", 200)]
    [InlineData("&count=99999999999999999999", 200)]
    public async Task A_page_is_as_large_as_by_index(string count, int items)
    {
        await using var service = await TestService.StartAsync();
        for (var user = 0; user < 201; user++)
            await service.CreateAsync($"{user}@example.com", ""","active":false""");

        Assert.Equal(items, (int?)(await TestService.JsonAsync(await service.GetAsync($"{Users}?cursor={count}")))["itemsPerPage"]);
    }

    /// <summary>§2.1: the errors.</summary>
    [Theory]
    [InlineData("cursor=nonsense", "invalidCursor")]
    [InlineData("cursor=&startIndex=1", "invalidCursor")]
    [InlineData("cursor={next}&startIndex=3", "invalidCursor")]
    [InlineData("cursor={next}&filter=active%20eq%20true", "invalidCursor")]
    [InlineData("cursor={next}&sortBy=userName", "invalidCursor")]
    [InlineData("cursor={next}A", "invalidCursor")]
    [InlineData("cursor=&count=0", "invalidCount")]
    [InlineData("cursor=&count=-1", "invalidCount")]
    [InlineData("cursor=&count=", "invalidCount")]
    [InlineData("cursor={next}&count=ten", "invalidCount")]
    [InlineData("cursor=&count=1.5", "invalidCount")]
    public async Task A_cursor_or_count_that_makes_no_sense_is_400(string query, string scimType)
    {
        await using var service = await StartAsync();
        var first = await TestService.JsonAsync(await service.GetAsync($"{Users}?cursor=&count=2"));

        var response = await service.GetAsync($"{Users}?{query.Replace("{next}", (string?)first["nextCursor"], StringComparison.Ordinal)}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(scimType, (string?)(await TestService.JsonAsync(response))["scimType"]);
    }

    /// <summary>§2.1 and §4: a cursor expires after the cursorTimeout that ServiceProviderConfig publishes.</summary>
    [Fact]
    public async Task A_cursor_is_good_for_as_long_as_is_published()
    {
        await using var service = await StartAsync();
        var pagination = (await TestService.JsonAsync(await service.GetAsync("/scim/v2/ServiceProviderConfig")))["pagination"];
        var first = await TestService.JsonAsync(await service.GetAsync($"{Users}?cursor=&count=2"));
        var next = $"{Users}?cursor={first["nextCursor"]}";

        service.Time.Advance(TimeSpan.FromSeconds((int?)pagination?["cursorTimeout"] ?? 0));
        var inTime = await service.GetAsync(next);
        service.Time.Advance(TimeSpan.FromSeconds(1));
        var late = await service.GetAsync(next);

        Assert.True((bool?)pagination?["cursor"]);
        Assert.Equal(HttpStatusCode.OK, inTime.StatusCode);
        Assert.Equal("expiredCursor", (string?)(await TestService.JsonAsync(late))["scimType"]);
    }

    /// <summary>§2.1: a sorted list goes on after a user, and cannot once that user is gone.</summary>
    [Fact]
    public async Task In_a_sorted_list_a_cursor_expires_with_the_user_it_stands_at()
    {
        await using var service = await StartAsync();
        var first = await TestService.JsonAsync(await service.GetAsync($"{Users}?cursor=&count=2&sortBy=userName"));

        await service.SendAsync("DELETE", $"{Users}/{first["Resources"]?[1]?["id"]}");
        var next = await service.GetAsync($"{Users}?cursor={first["nextCursor"]}&sortBy=userName");

        Assert.Equal("expiredCursor", (string?)(await TestService.JsonAsync(next))["scimType"]);
    }

    private static IEnumerable<string> Initials(JsonNode page) =>
        page["Resources"]!.AsArray().Select(user => $"{((string?)user?["userName"])?[0]}"); // A page always has its list.

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync();
        foreach (var name in Names)
        {
            service.Time.Advance(TimeSpan.FromSeconds(1));
            await service.CreateAsync($"{name}@example.com");
        }
        return service;
    }
}
