using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Cli.Tests.Checks;

public sealed class CheckCommandTests : IAsyncLifetime
{
    private const string Nobody = "01990000-0000-7000-8000-000000000000";
    private const string UserName = "userName:";
    private const string ExternalId = "externalId:";
    private const string Email = "email:";

    private static readonly AccountId Account = AccountId.Parse("acme");

    private readonly Cli _cli = new();
    private TableClient _table = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _cli.JsonAsync("account", "create", "acme", "--licences", "2");
        await _cli.JsonAsync("account", "create", "empty", "--licences", "2");
        await using var services = await _cli.ServicesAsync();
        foreach (var name in new[] { "anna", "bert", "cleo" })
            await CreateAsync(services, name);
        _table = await _cli.UsersTableAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Nothing_is_wrong_without_damage()
    {
        var result = await _cli.RunAsync("check");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches(
            @"\Achecked http://127\.0\.0\.1:[0-9]+/devstoreaccount1, tables [A-Za-z0-9]+\*\r?\nnothing wrong\r?\n\z", result.Output);
        Assert.Equal(0, (await _cli.JsonAsync("check", "--account", "acme")).GetArrayLength());
    }

    [Theory]
    [InlineData(UserName)]
    [InlineData(ExternalId)]
    [InlineData(Email)]
    public async Task An_index_row_that_is_missing_is_told_and_added(string kind)
    {
        var row = await FirstAsync(kind);
        await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Cancel);

        await IsToldAndRepairedAsync(("missing index row", row.RowKey, row.GetString("User")));
        Assert.Equal(row.GetString("User"), (await FirstAsync(row.RowKey)).GetString("User"));
    }

    [Theory]
    [InlineData("userName:0000", Nobody)]
    [InlineData("externalId:0000:" + Nobody, Nobody)]
    [InlineData("email:0000:" + Nobody, Nobody)]
    [InlineData("userName:0000", null)]
    public async Task An_index_row_that_leads_to_nobody_is_told_and_removed(string key, string? user)
    {
        await _table.AddEntityAsync(new TableEntity(Account.Value, key) { ["User"] = user }, Cancel);

        await IsToldAndRepairedAsync(("dangling index row", key, user));
    }

    [Theory]
    [InlineData(UserName)]
    [InlineData(ExternalId)]
    [InlineData(Email)]
    public async Task An_index_row_that_leads_to_another_user_is_told_and_put_right(string kind)
    {
        var row = await FirstAsync(kind);
        var (right, wrong) = (row.GetString("User"), await OtherAsync(row.GetString("User")));
        row["User"] = wrong;
        await _table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Cancel);

        await IsToldAndRepairedAsync(("dangling index row", row.RowKey, wrong), ("missing index row", row.RowKey, right));
        Assert.Equal(right, (await FirstAsync(row.RowKey)).GetString("User"));
    }

    [Fact]
    public async Task Counters_that_are_wrong_are_told_and_set()
    {
        var row = await FirstAsync("account:");
        (row["LicencesInUse"], row["Users"]) = (1, 7);
        await _table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Cancel);

        await IsToldAndRepairedAsync(("licences in use", "1 instead of 2", null), ("users", "7 instead of 3", null));
        var account = await _cli.JsonAsync("account", "show", "acme");
        Assert.Equal(
            ("2", 2, 3),
            (
                account.GetProperty("licencesOwned").GetString(),
                account.GetProperty("licencesInUse").GetInt32(),
                account.GetProperty("users").GetInt32()));
    }

    public static TheoryData<string, string, object> Ahead => new()
    {
        { "version ahead", "Version", Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddMinutes(6)) },
        { "schemas ahead", "Generation", 1 },
    };

    [Theory]
    [MemberData(nameof(Ahead), DisableDiscoveryEnumeration = true)]
    public async Task A_user_that_was_written_ahead_of_the_clock_or_of_its_account_is_told_and_left_alone(
        string kind, string column, object value)
    {
        var row = await FirstAsync("user:");
        row[column] = value;
        await _table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Cancel);

        foreach (var arguments in new string[][] { ["check"], ["check", "--repair", "--yes"], ["check"] })
        {
            var finding = Assert.Single(await _cli.FindingsAsync(1, arguments));
            Assert.Equal((kind, row.RowKey, "found"), (finding.Kind, finding.Subject, finding.State));
        }
    }

    [Fact]
    public async Task Everything_at_once_is_told_and_repaired()
    {
        await _table.DeleteEntityAsync(Account.Value, (await FirstAsync(UserName)).RowKey, cancellationToken: Cancel);
        await _table.DeleteEntityAsync(Account.Value, (await FirstAsync(Email)).RowKey, cancellationToken: Cancel);
        await _table.AddEntityAsync(new TableEntity(Account.Value, "email:0000:" + Nobody) { ["User"] = Nobody }, Cancel);
        var lost = await FirstAsync("user:"); // Its row only: all that leads to it dangles, and the counters are too high.
        await _table.DeleteEntityAsync(lost.PartitionKey, lost.RowKey, cancellationToken: Cancel);

        Assert.Equal(1, (await _cli.RunAsync("check")).ExitCode);
        await _cli.JsonAsync("check", "--repair", "--yes");
        Assert.Equal(0, (await _cli.JsonAsync("check")).GetArrayLength());
    }

    [Fact]
    public async Task Two_users_of_one_name_are_told_and_left_alone()
    {
        var first = await FirstAsync("user:");
        var twin = new TableEntity(first.Where(column => column.Key is not ("odata.etag" or "Timestamp")).ToDictionary())
        {
            RowKey = $"user:{Nobody}",
        };
        await _table.AddEntityAsync(twin, Cancel);
        await _cli.RunAsync("check", "--repair", "--yes");
        var before = await RowsAsync();

        var left = await _cli.FindingsAsync(1, "check", "--repair", "--yes");

        Assert.Equal([("shared userName", Nobody, "found")], left.Select(found => (found.Kind, found.User, found.State)));
        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task Keys_of_an_older_comparison_are_told_and_written_anew()
    {
        var user = await FirstAsync("user:");
        var claim = await FirstAsync(UserName);
        user["UserNameKey"] = "AN OLDER KEY";
        await _table.UpdateEntityAsync(user, user.ETag, TableUpdateMode.Replace, Cancel);
        await _table.DeleteEntityAsync(claim.PartitionKey, claim.RowKey, cancellationToken: Cancel);
        await _table.AddEntityAsync(new TableEntity(Account.Value, "userName:0000") { ["User"] = claim.GetString("User") }, Cancel);

        await IsToldAndRepairedAsync(
            ("dangling index row", "userName:0000", claim.GetString("User")),
            ("missing index row", claim.RowKey, claim.GetString("User")),
            ("userName key", user.RowKey, user.RowKey["user:".Length..]));
        Assert.EndsWith("@ACME.EXAMPLE", (await FirstAsync(user.RowKey)).GetString("UserNameKey"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_that_cannot_be_read_is_told_and_nothing_is_made_of_it()
    {
        var user = await FirstAsync("user:");
        user["Document0"] = "{"u8.ToArray();
        await _table.UpdateEntityAsync(user, ETag.All, TableUpdateMode.Replace, Cancel);
        var before = await RowsAsync();

        var found = await _cli.FindingsAsync(1, "check", "--repair", "--yes");

        Assert.Equal([("unreadable user", user.RowKey)], found.Select(one => (one.Kind, one.Subject)));
        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task Tables_that_are_missing_are_told_and_created()
    {
        var fresh = new Cli();

        Assert.Equal(7, JsonElement.Parse((await fresh.RunAsync("check", "--json")).Output).GetArrayLength());
        Assert.Equal(7, JsonElement.Parse((await fresh.RunAsync("check", "--json")).Output).GetArrayLength());
        await fresh.JsonAsync("check", "--repair", "--yes");
        Assert.Equal(0, (await fresh.JsonAsync("check")).GetArrayLength());
    }

    [Fact]
    public async Task A_service_at_work_is_never_taken_for_damage()
    {
        await using var services = await _cli.ServicesAsync();
        var work = Task.WhenAll(Enumerable.Range(0, 3).Select(async worker =>
        {
            var users = services.GetRequiredService<UserService>();
            for (var turn = 0; turn < 20; turn++)
            {
                var user = await CreateAsync(services, $"w{worker}-{turn}");
                await users.ReplaceAsync(Request(), user.Id.ToString(), Body($"renamed{worker}-{turn}"), expectedVersion: null, Cancel);
                if (turn % 2 == 0) await users.DeleteAsync(Request(), user.Id.ToString(), expectedVersion: null, Cancel);
            }
        }));

        do
        {
            var result = await _cli.RunAsync("check", "--repair", "--yes", "--json");
            Assert.All(
                JsonElement.Parse(result.Output).EnumerateArray(),
                finding => Assert.Equal("unsettled", finding.GetProperty("state").GetString()));
        }
        while (!work.IsCompleted);

        await work;
        Assert.Equal(0, (await _cli.JsonAsync("check")).GetArrayLength());
    }

    [Fact]
    public async Task A_value_is_never_shown()
    {
        await _table.DeleteEntityAsync(Account.Value, (await FirstAsync(Email)).RowKey, cancellationToken: Cancel);

        var result = await _cli.RunAsync("check");

        Assert.Contains("missing index row", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("@", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "There is no account 'nobody'", "check", "--account", "nobody")]
    [InlineData(2, "2 to 63 characters", "check", "--account", "Nobody!")]
    [InlineData(2, "Add --yes to do it.", "check", "--repair")]
    public Task What_cannot_be_done_is_said_in_one_line(int exitCode, string why, params string[] args) =>
        _cli.RefusesAsync(exitCode, why, args);

    private static CallContext Request()
    {
        Assert.True(ClientId.TryParse("test", out var client));
        return CallContext.OfOperator(client, Account, ReadingRules.Default, "test");
    }

    private static JsonElement Body(string name) => JsonElement.Parse(
        $$"""
        {
          "userName": "{{name}}@acme.example", "name": { "givenName": "{{name}}", "familyName": "Doe" }, "externalId": "{{name}}",
          "emails": [{ "value": "{{name}}@home.example", "type": "home" }]
        }
        """);

    private static Task<UserRecord> CreateAsync(ServiceProvider services, string name) =>
        services.GetRequiredService<UserService>().CreateAsync(Request(), Body(name), Cancel);

    private async Task IsToldAndRepairedAsync(params (string Kind, string Subject, string? User)[] expected)
    {
        var before = await RowsAsync();
        var found = await _cli.FindingsAsync(1, "check", "--account", "acme");
        Assert.Equal(expected.Select(one => (one.Kind, one.Subject, one.User, "found")), found);
        Assert.Equal(before, await RowsAsync());

        var repaired = await _cli.FindingsAsync(0, "check", "--account", "acme", "--repair", "--yes");
        Assert.Equal(expected.Select(one => (one.Kind, one.Subject, one.User, "repaired")), repaired);
        Assert.Equal(0, (await _cli.JsonAsync("check")).GetArrayLength());
    }

    /// <summary>Every row with its tag.</summary>
    private async Task<IReadOnlyList<string>> RowsAsync() =>
        [.. await _table.QueryAsync<TableEntity>(cancellationToken: Cancel).Select(row => $"{row.RowKey} {row.ETag}").ToListAsync(Cancel)];

    private async Task<TableEntity> FirstAsync(string kind) => await _table
        .QueryAsync<TableEntity>(row => row.PartitionKey == Account.Value, cancellationToken: Cancel)
        .FirstAsync(row => row.RowKey.StartsWith(kind, StringComparison.Ordinal), Cancel);

    private async Task<string> OtherAsync(string user)
    {
        var other = await _table
            .QueryAsync<TableEntity>(row => row.PartitionKey == Account.Value, cancellationToken: Cancel)
            .FirstAsync(row => row.RowKey.StartsWith("user:", StringComparison.Ordinal) && row.RowKey != $"user:{user}", Cancel);
        return other.RowKey["user:".Length..];
    }
}
