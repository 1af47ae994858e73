using System.Net;
using System.Text.Json;
using Scim.Conformance.Tests.Service;

namespace Scim.Conformance.Tests.Bulk;

/// <summary>RFC 7644 §3.7 over HTTP.</summary>
public sealed class BulkTests(ConformanceService service) : ConformanceTest(service)
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /// <summary>§3.7.2: a later creation is referred to by an earlier one, by a PATCH and by a path.</summary>
    [Fact]
    public async Task A_team_is_created_promoted_and_deleted_in_two_requests()
    {
        var created = await RunAsync(
            Post("worker", $$$""","{{{Enterprise}}}":{"manager":{"value":"bulkId:boss"}}"""),
            Post("boss", ""),
            """{"method":"PATCH","path":"/Users/bulkId:boss","data":{"Operations":[{"op":"replace","path":"title","value":"Boss"}]}}""");

        Assert.Equal(["201", "201", "200"], created.Select(operation => operation.GetProperty("status").GetString()));
        var worker = await ReadAsync(created[0]);
        var boss = await ReadAsync(created[1]);
        Assert.Equal(
            boss.GetProperty("id").GetString(), worker.GetProperty(Enterprise).GetProperty("manager").GetProperty("value").GetString());
        Assert.Equal("Boss", boss.GetProperty("title").GetString());
        Assert.Equal(boss.GetProperty("meta").GetProperty("version").GetString(), created[2].GetProperty("version").GetString());

        var deleted = await RunAsync(Delete(worker, "W/\"1\""), Delete(worker, null), Delete(boss, null), Delete(boss, null));

        Assert.Equal(["412", "204", "204", "404"], deleted.Select(operation => operation.GetProperty("status").GetString()));
    }

    /// <summary>§3.7.1: circular references are resolved.</summary>
    [Fact]
    public async Task Two_users_who_refer_to_each_other_are_created()
    {
        var created = await RunAsync(
            Post("a", $$$""","{{{Enterprise}}}":{"manager":{"value":"bulkId:b"}}"""),
            Post("b", $$$""","{{{Enterprise}}}":{"manager":{"value":"bulkId:a"}}"""));

        JsonElement[] users = [await ReadAsync(created[0]), await ReadAsync(created[1])];
        Assert.Equal(
            users.Select(user => user.GetProperty("id").GetString()).Reverse(),
            users.Select(user => user.GetProperty(Enterprise).GetProperty("manager").GetProperty("value").GetString()));
    }

    /// <summary>§3.7.4: over the limits that ServiceProviderConfig publishes a Bulk is 413.</summary>
    [Fact]
    public async Task Too_many_operations_are_413()
    {
        var config = await Scim.GetAsync("/ServiceProviderConfig", Cancellation);
        var most = config.Body.GetProperty("bulk").GetProperty("maxOperations").GetInt32();

        var answer = await Scim.PostAsync("/Bulk", Request(Enumerable.Repeat("{}", most + 1)), Cancellation);

        answer.AssertError(HttpStatusCode.RequestEntityTooLarge);
    }

    private static string Request(IEnumerable<string> operations) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{{string.Join(',', operations)}}]}""";

    private static string Post(string bulkId, string more) =>
        $$$"""{"method":"POST","path":"/Users","bulkId":"{{{bulkId}}}","data":{{{UserJson(NewUserName())[..^1]}}}{{{more}}}}}""";

    private static string Delete(JsonElement user, string? version) => JsonSerializer.Serialize(
        new { method = "DELETE", path = $"/Users/{user.GetProperty("id").GetString()}", version });

    private async Task<List<JsonElement>> RunAsync(params string[] operations)
    {
        var answer = await Scim.PostAsync("/Bulk", Request(operations), Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return [.. answer.Body.GetProperty("Operations").EnumerateArray()];
    }

    private async Task<JsonElement> ReadAsync(JsonElement operation)
    {
        var location = operation.GetProperty("location").GetString() ?? "";
        Assert.StartsWith(Scim.ScimBase, location, StringComparison.Ordinal);
        return (await Scim.GetAsync(location[Scim.ScimBase.Length..], Cancellation)).Body;
    }
}
