using System.Net;
using System.Text.Json.Nodes;

namespace Scim.Http.Tests.Bulk;

/// <summary>RFC 7644 §3.7: what becomes of the operations of a Bulk.</summary>
public sealed class BulkTests
{
    private const string Path = "/scim/v2/Bulk";
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /// <summary>§3.7.3: the answer of each operation.</summary>
    [Fact]
    public async Task Every_method_does_what_it_does_alone()
    {
        await using var service = await TestService.StartAsync();
        var (put, patched, deleted) =
            (await CreateAsync(service, "put"), await CreateAsync(service, "patch"), await CreateAsync(service, "delete"));

        var response = await service.SendAsync("POST", Path, Request(
            Post("n", "new"),
            $$$"""{"method":"put","path":"/Users/{{{put}}}","data":{{{TestService.UserJson("put2@example.com")}}}}""",
            $$$"""{"method":"Patch","path":"scim/v2/users/{{{patched}}}","data":{"Operations":"""
            + $$$"""[{"op":"replace","path":"active","value":false}]}}""",
            $$"""{"method":"DELETE","bulkId":"d","path":"http://localhost/scim/v2/Users/{{deleted}}"}"""));
        var bulk = await TestService.JsonAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/scim+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:BulkResponse", (string?)bulk["schemas"]?[0]);
        Assert.Equal(["POST 201", "PUT 200", "PATCH 200", "DELETE 204"], Outcomes(bulk));
        Assert.Equal(["n", null, null, "d"], Operations(bulk).Select(operation => (string?)operation["bulkId"]));
        Assert.All(Operations(bulk), operation => Assert.Null(operation["response"]));
        var created = await ReadAsync(service, Operations(bulk)[0]);
        Assert.Equal("new@example.com", (string?)created["userName"]);
        Assert.Equal((string?)created["meta"]?["version"], (string?)Operations(bulk)[0]["version"]);
        Assert.Equal((string?)created["meta"]?["location"], (string?)Operations(bulk)[0]["location"]);
        Assert.Equal("put2@example.com", (string?)(await ReadAsync(service, Operations(bulk)[1]))["userName"]);
        Assert.False((bool?)(await ReadAsync(service, Operations(bulk)[2]))["active"]);
        Assert.Equal($"http://localhost{TestService.Users}/{deleted}", (string?)Operations(bulk)[3]["location"]);
        Assert.Equal(HttpStatusCode.NotFound, (await service.GetAsync($"{TestService.Users}/{deleted}")).StatusCode);
    }

    /// <summary>
    /// §3.7.3: a failed operation has its status and the body that it would have had alone; a failed POST has no location.
    /// </summary>
    [Theory]
    [InlineData(
        """{"method":"POST","bulkId":"x","path":"/Users","data":{"userName":"TAKEN@example.com","name":"""
        + """{"givenName":"A","familyName":"B"}}}""",
        "409",
        "uniqueness",
        false)]
    [InlineData("""{"method":"POST","bulkId":"x","path":"/Users","data":{"userName":"u@example.com"}}""", "400", "invalidValue", false)]
    [InlineData("""{"method":"POST","bulkId":"x","path":"/Users"}""", "400", "invalidSyntax", false)]
    [InlineData(
        """{"method":"POST","path":"/Users","data":{"userName":"u@example.com","name":{"givenName":"A","familyName":"B"}}}""",
        "400",
        "invalidSyntax",
        false)]
    [InlineData("""{"method":"POST","bulkId":"x","path":"/Users/1","data":{}}""", "405", null, true)]
    [InlineData("""{"method":"POST","bulkId":"x","path":"/Groups","data":{}}""", "501", null, false)]
    [InlineData("""{"method":"PUT","path":"/Users","data":{}}""", "405", null, false)]
    [InlineData("""{"method":"PUT","path":"/Users/{taken}"}""", "400", "invalidSyntax", true)]
    [InlineData("""{"method":"PATCH","path":"/Users/{taken}","data":{}}""", "400", "invalidSyntax", true)]
    [InlineData("""{"method":"PATCH","path":"/Users/{taken}","data":{"Operations":[{"op":"remove"}]}}""", "400", "noTarget", true)]
    [InlineData("""{"method":"DELETE","path":"/Users/01900000-0000-7000-8000-000000000000"}""", "404", null, true)]
    [InlineData("""{"method":"DELETE","path":"/Users/{taken}","version":"W/\"other\""}""", "412", null, true)]
    [InlineData("""{"method":"GET","path":"/Users/{taken}"}""", "400", "invalidSyntax", true)]
    [InlineData("""{"path":"/Users/{taken}"}""", "400", "invalidSyntax", true)]
    [InlineData("""{"method":"DELETE"}""", "404", null, false)]
    [InlineData("""{"method":"DELETE","path":"/Users/bulkId:nobody"}""", "400", "invalidValue", false)]
    [InlineData(
        """{"method":"PUT","path":"/Users/{taken}","data":{"userName":"a","manager":"bulkId:nobody"}}""", "400", "invalidValue", false)]
    public async Task A_failure_is_told_and_the_others_go_on(string operation, string status, string? scimType, bool hasLocation)
    {
        await using var service = await TestService.StartAsync();
        var taken = await CreateAsync(service, "taken");

        var bulk = await RunAsync(service, operation.Replace("{taken}", taken, StringComparison.Ordinal), Post("y", "next"));

        var failed = Operations(bulk)[0];
        Assert.Equal(status, (string?)failed["status"]);
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:Error", (string?)failed["response"]?["schemas"]?[0]);
        Assert.Equal(status, (string?)failed["response"]?["status"]);
        Assert.Equal(scimType, (string?)failed["response"]?["scimType"]);
        Assert.Equal(hasLocation, failed["location"] is not null);
        Assert.Equal("201", (string?)Operations(bulk)[1]["status"]);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync($"{TestService.Users}/{taken}")).StatusCode);
    }

    /// <summary>§3.7.2: a reference works in bodies and paths, before and after the operation that it refers to.</summary>
    [Fact]
    public async Task References_are_resolved_in_any_order()
    {
        await using var service = await TestService.StartAsync();

        var bulk = await RunAsync(
            service,
            """{"method":"PATCH","path":"/Users/bulkId:boss","data":{"Operations":[{"op":"replace","path":"title","value":"Boss"}]}}""",
            Post("worker", "worker", Manager("bulkId:boss")),
            Post("boss", "boss"));

        Assert.Equal(["PATCH 200", "POST 201", "POST 201"], Outcomes(bulk));
        var (worker, boss) = (await ReadAsync(service, Operations(bulk)[1]), await ReadAsync(service, Operations(bulk)[2]));
        Assert.Equal((string?)boss["id"], (string?)worker[Enterprise]?["manager"]?["value"]);
        Assert.Equal("Boss", (string?)boss["title"]);
    }

    /// <summary>§3.7.2: elsewhere it is text like any other.</summary>
    [Fact]
    public async Task Text_that_reads_like_a_reference_is_kept_where_none_may_stand()
    {
        await using var service = await TestService.StartAsync();

        var bulk = await RunAsync(
            service,
            Post("a", "a", ""","title":"bulkId:x" """),
            """{"method":"PATCH","path":"/Users/bulkId:a","data":{"Operations":[{"op":"add","path":"nickName","value":"bulkId:a"}]}}""");

        Assert.Equal(["POST 201", "PATCH 200"], Outcomes(bulk));
        var user = await ReadAsync(service, Operations(bulk)[0]);
        Assert.Equal(("bulkId:x", "bulkId:a"), ((string?)user["title"], (string?)user["nickName"]));
    }

    /// <summary>§3.7.1: circular references are resolved.</summary>
    [Fact]
    public async Task Two_users_who_refer_to_each_other_and_one_who_refers_to_itself_are_created()
    {
        await using var service = await TestService.StartAsync();

        var bulk = await RunAsync(
            service, Post("a", "a", Manager("bulkId:b")), Post("b", "b", Manager("bulkId:a")), Post("c", "c", Manager("bulkId:c")));

        Assert.Equal(["POST 201", "POST 201", "POST 201"], Outcomes(bulk));
        var users = new List<JsonNode>();
        foreach (var operation in Operations(bulk))
            users.Add(await ReadAsync(service, operation));
        string?[] managers = [(string?)users[1]["id"], (string?)users[0]["id"], (string?)users[2]["id"]];
        Assert.Equal(managers, users.Select(user => (string?)user[Enterprise]?["manager"]?["value"]));
    }

    /// <summary>§3.7.1: what refers to a user that could not be created is 409.</summary>
    [Fact]
    public async Task What_refers_to_a_failed_creation_fails()
    {
        await using var service = await TestService.StartAsync();
        await CreateAsync(service, "taken");

        var bulk = await RunAsync(
            service,
            Post("worker", "worker", Manager("bulkId:boss")),
            Post("boss", "taken"),
            """{"method":"DELETE","path":"/Users/bulkId:boss"}""");

        Assert.Equal(["POST 409", "POST 409", "DELETE 409"], Outcomes(bulk));
        Assert.Equal(["", "uniqueness", ""], Operations(bulk).Select(operation => (string?)operation["response"]?["scimType"] ?? ""));
        Assert.Equal(1, await TotalAsync(service));
    }

    /// <summary>§3.7.3: after failOnErrors failures the rest is not tried, and not answered.</summary>
    [Theory]
    [InlineData("1", 2)]
    [InlineData("2", 4)]
    [InlineData("3", 5)]
    [InlineData("0", 5)]
    [InlineData("null", 5)]
    public async Task As_many_failures_as_asked_for_end_it(string failOnErrors, int tried)
    {
        await using var service = await TestService.StartAsync();

        var operations = string.Join(',', Post("a", "a"), Post("b", "a"), Post("c", "c"), Post("d", "a"), Post("e", "e"));
        var bulk = await TestService.JsonAsync(await service.SendAsync(
            "POST", Path, $$"""{"failOnErrors":{{failOnErrors}},"Operations":[{{operations}}]}"""));

        Assert.Equal(
            ((string[])["201", "409", "201", "409", "201"]).Take(tried),
            Operations(bulk).Select(operation => (string?)operation["status"]));
        Assert.Equal((tried + 1) / 2, await TotalAsync(service));
    }

    /// <summary>§3.14: the version of an operation is its If-Match.</summary>
    [Fact]
    public async Task A_version_that_matches_lets_the_change_happen_once()
    {
        await using var service = await TestService.StartAsync();
        var user = await TestService.JsonAsync(await service.CreateAsync("ada@example.com"));
        var operation = new JsonObject
        {
            ["method"] = "PUT",
            ["path"] = $"/Users/{user["id"]}",
            ["version"] = (string?)user["meta"]?["version"],
            ["data"] = JsonNode.Parse(TestService.UserJson("ada@example.com", ""","title":"T" """)),
        }.ToJsonString();

        var bulk = await RunAsync(service, operation, operation);

        Assert.Equal(["PUT 200", "PUT 412"], Outcomes(bulk));
    }

    /// <summary>§3.7.4: 413 names the limit.</summary>
    [Fact]
    public async Task A_hundred_operations_are_taken_and_one_more_is_413()
    {
        await using var service = await TestService.StartAsync();

        var most = await RunAsync(service, [.. Enumerable.Range(0, 100).Select(user => Post($"{user}", $"{user}"))]);
        var tooMany = await service.SendAsync(
            "POST", Path, Request([.. Enumerable.Range(100, 101).Select(user => Post($"{user}", $"{user}"))]));

        Assert.All(Operations(most), operation => Assert.Equal("201", (string?)operation["status"]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooMany.StatusCode);
        Assert.Contains("maxOperations (100)", (string?)(await TestService.JsonAsync(tooMany))["detail"], StringComparison.Ordinal);
        Assert.Equal(100, await TotalAsync(service));
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("""{"Operations":[]}""", HttpStatusCode.BadRequest)]
    [InlineData(null, HttpStatusCode.BadRequest)]
    public async Task What_is_no_bulk_request_is_refused_as_a_whole(string? body, HttpStatusCode status)
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal(status, (await service.SendAsync("POST", Path, body)).StatusCode);
    }

    internal static string Request(params string[] operations) => $$"""{"Operations":[{{string.Join(',', operations)}}]}""";

    internal static string Post(string bulkId, string name, string more = "") =>
        $$$"""{"method":"POST","path":"/Users","bulkId":"{{{bulkId}}}","data":{{{TestService.UserJson($"{name}@example.com", more)}}}}""";

    internal static List<JsonNode> Operations(JsonNode bulk) => [.. bulk["Operations"]!.AsArray().OfType<JsonNode>()]; // Always there.

    internal static IEnumerable<string> Outcomes(JsonNode bulk) =>
        Operations(bulk).Select(operation => $"{operation["method"]} {operation["status"]}");

    private static string Manager(string id) => $$$""","{{{Enterprise}}}":{"manager":{"value":"{{{id}}}"}}""";

    private static async Task<JsonNode> RunAsync(TestService service, params string[] operations)
    {
        var response = await service.SendAsync("POST", Path, Request(operations));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await TestService.JsonAsync(response);
    }

    private static async Task<string> CreateAsync(TestService service, string name) =>
        (string?)(await TestService.JsonAsync(await service.CreateAsync($"{name}@example.com")))["id"] ?? "";

    private static async Task<JsonNode> ReadAsync(TestService service, JsonNode operation) =>
        await TestService.JsonAsync(await service.GetAsync((string?)operation["location"] ?? ""));

    private static async Task<int?> TotalAsync(TestService service) =>
        (int?)(await TestService.JsonAsync(await service.GetAsync($"{TestService.Users}?count=0")))["totalResults"];
}
