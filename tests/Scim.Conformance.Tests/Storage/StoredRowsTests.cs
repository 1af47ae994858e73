using System.Net;
using Azure.Data.Tables;
using Scim.Conformance.Tests.Service;
using Scim.Testing;

namespace Scim.Conformance.Tests.Storage;

public sealed class StoredRowsTests(ConformanceService service) : ConformanceTest(service)
{
    [Fact]
    public async Task Users_indexes_counters_and_audit_rows_agree()
    {
        var (first, second) = await StartTwoHostsAsync();
        var ids = new List<string>();
        for (var user = 0; user < 5; user++)
            ids.Add((await (user % 2 == 0 ? first : second).PostAsync("/Users", UserJson(NewUserName()), Cancellation)).Text("id")!);

        await PatchAsync(first, ids[0], "active", "false");
        await PatchAsync(second, ids[1], "userName", $"\"{NewUserName()}\"");
        await PatchAsync(first, ids[2], "externalId", "\"e-1\"");
        await PatchAsync(
            second, ids[2], "emails", """[{"type":"work","value":"work@example.com"},{"type":"home","value":"home@example.com"}]""");
        Assert.Equal(HttpStatusCode.NoContent, (await first.DeleteAsync($"/Users/{ids[3]}", Cancellation)).Status);

        var rows = await RowsAsync();
        var users = Kind(rows, "user:");
        Assert.Equal(ids.Where(id => id != ids[3]).Order(), users.Select(IdOf).Order());
        Assert.Equal(Pairs(users, IdOf, "UserName"), Pairs(Kind(rows, "userName:"), UserOf, "UserName"));
        Assert.Equal([(ids[2], "e-1")], Pairs(Kind(rows, "externalId:"), UserOf, "ExternalId"));
        Assert.Equal(await EmailsAsync(first), Pairs(Kind(rows, "email:"), UserOf, "Email"));

        var account = Assert.Single(Kind(rows, "account:"));
        Assert.Equal(users.Count(user => user.GetBoolean("Active") == true), account.GetInt32("LicencesInUse"));
        Assert.Equal(users.Count, account.GetInt32("Users"));
        Assert.False(account.ContainsKey("LicencesOwned"));

        var audit = Kind(rows, "audit:");
        Assert.Equal(
            ["Delete", "Patch", "Patch", "Patch", "Patch", "Create", "Create", "Create", "Create", "Create"],
            audit.Select(entry => entry.GetString("Operation")));
        Assert.Equal(account.GetInt32("LicencesInUse"), audit[0].GetInt32("LicencesInUseAfter"));
        Assert.Equal(account.GetInt32("Users"), audit[0].GetInt32("UsersAfter"));
        Assert.DoesNotContain(
            audit.SelectMany(entry => entry).Select(column => column.Value).OfType<string>(),
            value => value.Contains('@', StringComparison.Ordinal));
    }

    private static async Task PatchAsync(ScimClient client, string id, string path, string value)
    {
        var answer = await client.PatchAsync(
            $"/Users/{id}",
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":["""
            + $$"""{"op":"replace","path":"{{path}}","value":{{value}} }]}""",
            Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    private Task<List<TableEntity>> RowsAsync() => UsersTable.RowsAsync(TablePrefix, Cancellation);

    private static async Task<List<(string, string)>> EmailsAsync(ScimClient client)
    {
        var list = await client.GetAsync("/Users?count=100", Cancellation);
        return list.Body.GetProperty("Resources").EnumerateArray()
            .SelectMany(user => user.GetProperty("emails").EnumerateArray()
                .Select(email => (user.GetProperty("id").GetString()!, email.GetProperty("value").GetString()!)))
            .Order()
            .ToList();
    }

    private static List<TableEntity> Kind(List<TableEntity> rows, string prefix) =>
        rows.Where(row => row.RowKey.StartsWith(prefix, StringComparison.Ordinal)).ToList();

    private static List<(string, string)> Pairs(IEnumerable<TableEntity> rows, Func<TableEntity, string> id, string column) =>
        rows.Select(row => (id(row), row.GetString(column))).Order().ToList();

    private static string IdOf(TableEntity user) => user.RowKey["user:".Length..];

    private static string UserOf(TableEntity index) => index.GetString("User");
}
