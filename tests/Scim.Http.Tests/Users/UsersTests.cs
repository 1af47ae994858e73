using System.Net;
using System.Text.Json.Nodes;

namespace Scim.Http.Tests.Users;

public sealed class UsersTests
{
    private const string Users = TestService.Users;

    [Fact]
    public async Task A_created_user_is_answered_whole_with_its_location_and_version()
    {
        await using var service = await TestService.StartAsync();

        var response = await service.CreateAsync("ada@example.com");
        var user = await TestService.JsonAsync(response);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("application/scim+json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal($"http://localhost/scim/v2/Users/{user["id"]}", response.Headers.Location?.OriginalString);
        Assert.Equal(response.Headers.Location?.OriginalString, (string?)user["meta"]?["location"]);
        Assert.Equal(response.Headers.ETag?.ToString(), (string?)user["meta"]?["version"]);
        Assert.Equal("ada@example.com", (string?)user["userName"]);
        Assert.True((bool?)user["active"]);
    }

    [Fact]
    public async Task Every_answer_with_one_user_says_where_it_is()
    {
        await using var service = await TestService.StartAsync();
        var created = await service.CreateAsync("ada@example.com");
        var location = created.Headers.Location!.OriginalString; // A user that was created has one.
        var path = new Uri(location).AbsolutePath;

        var answers = new List<HttpResponseMessage>
        {
            created,
            await service.GetAsync(path),
            await service.GetAsync($"{path}?attributes=userName"),
            await service.SendAsync("HEAD", path),
            await service.SendAsync("PUT", path, TestService.UserJson("ada@example.com")),
            await service.SendAsync("PATCH", path, """{"Operations":[{"op":"replace","path":"title","value":"x"}]}"""),
        };

        Assert.All(answers, answer => Assert.Equal(
            (location, location), (answer.Headers.Location?.OriginalString, answer.Content.Headers.ContentLocation?.OriginalString)));
        var unchanged = await service.GetAsync(path, ("If-None-Match", "*"));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal(location, unchanged.Content.Headers.ContentLocation?.OriginalString);
    }

    [Theory]
    [InlineData("jos\u00E9@example.com", "JOSE\u0301@example.com")]
    [InlineData("jose@example.com", "\uFF4Aose\uFF20example.com")]
    public async Task A_name_in_other_characters_is_the_same_and_stays_as_it_was_sent(string name, string other)
    {
        await using var service = await TestService.StartAsync();
        var user = await TestService.JsonAsync(await service.CreateAsync(name));

        var twin = await service.CreateAsync(other);
        var found = await TestService.JsonAsync(
            await service.GetAsync($"{TestService.Users}?filter={Uri.EscapeDataString($"emails.value eq \"{other}\"")}"));

        Assert.Equal(HttpStatusCode.Conflict, twin.StatusCode);
        Assert.Equal((string?)user["id"], (string?)found["Resources"]?[0]?["id"]);
        Assert.Equal(name, (string?)found["Resources"]?[0]?["userName"]);
    }

    [Fact]
    public async Task The_configured_public_address_begins_every_location()
    {
        await using var service = await TestService.StartAsync(
            configure: options => options.PublicBaseUrl = "https://scim.example.com/eu/");

        var response = await service.CreateAsync("ada@example.com");
        var schemas = await service.GetAsync("/scim/v2/Schemas");

        Assert.StartsWith(
            "https://scim.example.com/eu/scim/v2/Users/", response.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.StartsWith(
            "https://scim.example.com/eu/scim/v2/Schemas/",
            (string?)(await TestService.JsonAsync(schemas))["Resources"]?[0]?["meta"]?["location"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_user_of_the_same_name_is_a_conflict()
    {
        await using var service = await TestService.StartAsync();
        await service.CreateAsync("ada@example.com");

        var response = await service.CreateAsync("ADA@example.com");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("uniqueness", (string?)(await TestService.JsonAsync(response))["scimType"]);
    }

    [Fact]
    public async Task A_user_can_be_read_replaced_patched_and_deleted()
    {
        await using var service = await TestService.StartAsync();
        var path = await CreatedPathAsync(service);

        var replaced = await service.SendAsync("PUT", path, TestService.UserJson("ada@example.com", ""","displayName":"Ada" """));
        var patched = await service.SendAsync(
            "PATCH",
            path,
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":["""
            + """{"op":"Replace","path":"active","value":"False"}]}""");
        var read = await TestService.JsonAsync(await service.GetAsync(path));
        var deleted = await service.SendAsync("DELETE", path);
        var again = await service.SendAsync("DELETE", path);

        Assert.Equal("Ada", (string?)(await TestService.JsonAsync(replaced))["displayName"]);
        Assert.NotEqual(replaced.Headers.ETag, patched.Headers.ETag);
        Assert.Equal(patched.Headers.ETag?.ToString(), (string?)read["meta"]?["version"]);
        Assert.False((bool?)read["active"]);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await deleted.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal("404", (string?)(await TestService.JsonAsync(again))["status"]);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task A_path_that_ends_in_no_id_is_404_and_not_repeated(string method)
    {
        await using var service = await TestService.StartAsync();

        var response = await service.SendAsync(method, $"{Users}/ada@example.com");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("ada", (string?)(await TestService.JsonAsync(response))["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task HEAD_answers_as_GET_does_but_for_the_body()
    {
        await using var service = await TestService.StartAsync();
        var path = await CreatedPathAsync(service);

        var get = await service.GetAsync(path);
        var head = await service.SendAsync("HEAD", path);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>RFC 9110 §12.5.5: the media type depends on what the client accepts.</summary>
    [Theory]
    [InlineData("/scim/v2/Users")]
    [InlineData("/scim/v2/Users/unknown")]
    [InlineData("/scim/v2/Nothing")]
    [InlineData("/scim/v2/Schemas")]
    public async Task An_answer_tells_that_it_varies(string path)
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal(["Accept"], (await service.GetAsync(path)).Headers.Vary);
    }

    [Fact]
    public async Task The_version_that_the_client_has_is_304()
    {
        await using var service = await TestService.StartAsync();
        var path = await CreatedPathAsync(service);
        var version = (await service.GetAsync(path)).Headers.ETag!.ToString(); // Single users carry one.

        var same = await service.GetAsync(path, ("If-None-Match", $"\"x\", {version[2..]}"));
        var other = await service.GetAsync(path, ("If-None-Match", "W/\"x\""));

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(["Accept"], same.Headers.Vary);
        Assert.Equal(version, same.Headers.ETag?.ToString());
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    /// <summary>RFC 9110 §13.1.2: the method is not performed.</summary>
    [Theory]
    [InlineData("PUT", """{"userName":"ada@example.com","name":{"givenName":"A","familyName":"C"}}""")]
    [InlineData("PATCH", """{"Operations":[{"op":"replace","path":"displayName","value":"x"}]}""")]
    [InlineData("DELETE", null)]
    public async Task A_change_of_a_version_that_it_must_not_be_is_412(string method, string? body)
    {
        await using var service = await TestService.StartAsync();
        var path = await CreatedPathAsync(service);
        var version = (await service.GetAsync(path)).Headers.ETag!.ToString(); // Single users carry one.

        foreach (var tags in new[] { "*", version, $"\"x\", {version[2..]}" })
        {
            Assert.Equal(
                HttpStatusCode.PreconditionFailed, (await service.SendAsync(method, path, body, ("If-None-Match", tags))).StatusCode);
            Assert.Equal(
                HttpStatusCode.PreconditionFailed,
                (await service.SendAsync(method, path, body, ("If-Match", version), ("If-None-Match", tags))).StatusCode);
        }
        Assert.Equal(version, (await service.GetAsync(path)).Headers.ETag?.ToString());
        Assert.True((await service.SendAsync(method, path, body, ("If-Match", "*"), ("If-None-Match", "W/\"x\""))).IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("PUT", """{"userName":"ada@example.com","name":{"givenName":"A","familyName":"B"}}""")]
    [InlineData("PATCH", """{"Operations":[{"op":"replace","path":"displayName","value":"x"}]}""")]
    [InlineData("DELETE", null)]
    public async Task A_request_for_another_version_is_412(string method, string? body)
    {
        await using var service = await TestService.StartAsync();
        var path = await CreatedPathAsync(service);

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await service.SendAsync(method, path, body, ("If-Match", "W/\"x\""))).StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await service.SendAsync(method, path, body, ("If-Match", "no tag"))).StatusCode);
        Assert.True((await service.SendAsync(method, path, body, ("If-Match", "*"))).IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("attributes=userName", "schemas id userName")]
    [InlineData("attributes=name.familyName&attributes=active", "schemas id name active")]
    [InlineData("excludedAttributes=meta,name,emails,userName", "schemas id active")]
    public async Task A_projection_applies_to_every_answer(string query, string attributes)
    {
        await using var service = await TestService.StartAsync();
        var created = await service.SendAsync("POST", $"{Users}?{query}", TestService.UserJson("ada@example.com"));
        var path = created.Headers.Location!.PathAndQuery; // A creation answers with its location.

        var answers = new[]
        {
            await TestService.JsonAsync(created),
            await TestService.JsonAsync(await service.GetAsync($"{path}?{query}")),
            await TestService.JsonAsync(await service.SendAsync("PUT", $"{path}?{query}", TestService.UserJson("ada@example.com"))),
            await TestService.JsonAsync(await service.SendAsync(
                "PATCH",
                $"{path}?{query}",
                """{"Operations":[{"op":"replace","path":"title","value":"x"},{"op":"remove","path":"title"}]}""")),
            (await TestService.JsonAsync(await service.GetAsync($"{Users}?{query}")))["Resources"]![0]!, // The one user.
        };

        Assert.All(answers, answer => Assert.Equal(
            attributes.Split(' ').Order(), answer.AsObject().Select(attribute => attribute.Key).Order()));
    }

    [Fact]
    public async Task A_projected_user_keeps_its_absolute_location()
    {
        await using var service = await TestService.StartAsync();
        var path = await CreatedPathAsync(service);

        var user = await TestService.JsonAsync(await service.GetAsync($"{path}?attributes=meta.location"));

        Assert.Equal($"http://localhost{path}", (string?)user["meta"]?["location"]);
        Assert.Single(user["meta"]!.AsObject()); // Asked for by name.
    }

    [Fact]
    public async Task A_query_that_cannot_be_served_creates_nothing()
    {
        await using var service = await TestService.StartAsync();

        var response = await service.SendAsync(
            "POST", $"{Users}?attributes=userName&excludedAttributes=name", TestService.UserJson("ada@example.com"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, (int?)(await TestService.JsonAsync(await service.GetAsync(Users)))["totalResults"]);
    }

    private static async Task<string> CreatedPathAsync(TestService service)
    {
        var user = (JsonObject)await TestService.JsonAsync(await service.CreateAsync("ada@example.com"));
        return $"{Users}/{user["id"]}";
    }
}
