using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Scim.Cli.Running;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Cli.Tests.Users;

public sealed class UserRestoreTests : IDisposable
{
    private const string First = "0198c5d2-7f3a-7c1e-9b2d-4e5f60718293";
    private const string Second = "0198c5d2-7f3a-7c1e-9b2d-4e5f60718294";

    private readonly Cli _cli = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private int _accounts;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public Task Random_users_are_equal_apart_from_their_version() =>
        Gen.Select(RandomUsers.List(8), Gen.Int[0, 9], Gen.Int[0, 7].Array[0, 6]).SampleAsync(
            async (users, licences, touched) =>
            {
                var from = await AccountAsync(licences);
                await CreateAsync(from, users, touched);
                var (export, licencesInUse) = await ExportAsync(from);
                var to = await AccountAsync(licencesInUse);

                var report = await _cli.JsonAsync("users", "import", export, "--account", to, "--restore");

                Assert.Equal(
                    (users.Length, 0), (report.GetProperty("created").GetInt32(), report.GetProperty("createdDeactivated").GetInt32()));
                Assert.Equal(
                    await TestUsers.WithoutVersionsAsync(export), await TestUsers.WithoutVersionsAsync((await ExportAsync(to)).File));
                Assert.Equal(licencesInUse, (await RowAsync(to)).LicencesInUse);
                Assert.Equal(0, (await _cli.JsonAsync("check", "--account", to)).GetArrayLength());
            },
            iter: 15, threads: 1);

    [Fact]
    public async Task An_email_goes_on_following_the_name_and_what_was_cleared_stays_cleared()
    {
        var from = await AccountAsync(licences: 9);
        await CreateAsync(
            from,
            [
                User("""{"userName":"ann@example.com"}"""),
                User("""{"userName":"bob@example.com"}"""),
                User("""{"userName":"cleo@example.com","emails":"c@x.org"}"""),
            ],
            touched: [1]);
        var to = await AccountAsync(licences: 9);
        await _cli.JsonAsync("users", "import", (await ExportAsync(from)).File, "--account", to, "--restore");

        await using var services = await _cli.ServicesAsync();
        var (service, request) = (
            services.GetRequiredService<UserService>(), Session.Operator.CallFor(AccountId.Parse(to), ReadingRules.Default));
        var emails = new List<string?>();
        foreach (var line in await File.ReadAllLinesAsync((await ExportAsync(to)).File, Cancel))
        {
            var patch = JsonElement.Parse(
                // Every user has one.
                """{"Operations":[{"op":"replace","path":"userName","value":"new-""" + JsonNode.Parse(line)!["userName"] + "\"}]}");
            var renamed = await service.PatchAsync(request, (string)JsonNode.Parse(line)!["id"]!, patch, expectedVersion: null, Cancel);
            emails.Add(JsonNode.Parse(renamed.Document.Span)!["emails"]!.ToJsonString());
        }

        Assert.Equal(
            ["""[{"value":"new-ann@example.com","type":"work","primary":true}]""", "[]", """[{"value":"c@x.org"}]"""], emails);
    }

    [Fact]
    public async Task Too_few_licences_are_refused_before_anything_is_written()
    {
        var file = await WriteAsync(Line(First, "ann", active: true), Line(Second, "bob", active: true));
        var account = await AccountAsync(licences: 1);

        await _cli.RefusesAsync(
            1, $"The file has 2 active users and the account 1 free licences. First: scim account set {account} --licences 2",
            "users", "import", file, "--account", account, "--restore");

        Assert.Equal(0, (await RowAsync(account)).Users);
    }

    [Fact]
    public async Task An_account_with_users_of_its_own_is_refused()
    {
        var file = await WriteAsync(Line(First, "ann", active: true));
        var account = await AccountAsync(licences: 9);
        await _cli.CreateUsersAsync(account, "somebody");

        await _cli.RefusesAsync(
            1, "has users that this file did not bring. Restore into an empty account.", "users", "import", file, "--account", account,
            "--restore");

        Assert.Equal(1, (await RowAsync(account)).Users);
    }

    [Fact]
    public async Task What_was_cut_off_is_taken_up_again()
    {
        var half = await WriteAsync(Line(First, "ann", active: true));
        var whole = await WriteAsync(Line(First, "ann", active: true), Line(Second, "bob", active: false, waits: true));
        var account = await AccountAsync(licences: 1);
        await _cli.JsonAsync("users", "import", half, "--account", account, "--restore");

        var report = await _cli.JsonAsync("users", "import", whole, "--account", account, "--restore");

        Assert.Equal((1, 1), (report.GetProperty("alreadyThere").GetInt32(), report.GetProperty("created").GetInt32()));
        var row = await RowAsync(account);
        Assert.Equal((2, 1), (row.Users, row.LicencesInUse));
        Assert.Equal(1, (await _cli.JsonAsync("account", "show", account)).GetProperty("waiting").GetInt32());
    }

    [Fact]
    public async Task A_dry_run_checks_the_account_too_and_writes_nothing()
    {
        var file = await WriteAsync(Line(First, "ann", active: true));
        var (enough, few) = (await AccountAsync(licences: 1), await AccountAsync(licences: 0));

        await _cli.JsonAsync("users", "import", file, "--account", enough, "--restore", "--dry-run");
        await _cli.RefusesAsync(1, "First: scim account set", "users", "import", file, "--account", few, "--restore", "--dry-run");

        Assert.Equal(0, (await RowAsync(enough)).Users);
    }

    [Theory]
    [InlineData("id is not as an export writes it", "\"id\":\"" + First + "\",", "")]
    [InlineData("id is not as an export writes it", First, "0198C5D2-7F3A-7C1E-9B2D-4E5F60718293")]
    [InlineData("meta.created is not as an export writes it", "\"created\":\"2026-01-01T00:00:00.000Z\",", "")]
    [InlineData("meta.created is not as an export writes it", "2026-01-01T00", "1066-01-01T00")]
    [InlineData("meta.lastModified is not as an export writes it", "2026-01-02T00:00:00.000Z", "yesterday")]
    [InlineData("meta.lastModified is not as an export writes it", "2026-01-02T00:00:00.000Z", "2025-01-02T00:00:00.000Z")]
    [InlineData("meta.waitingForLicence is not as an export writes it", "false}", "true}")]
    [InlineData("meta.waitingForLicence is not as an export writes it", "false}", "1}")]
    [InlineData("name.givenName is required", "givenName", "middleName")]
    public async Task A_line_that_no_export_wrote_is_refused(string why, string what, string instead)
    {
        var account = await AccountAsync(licences: 9);
        var file = await WriteAsync(Line(First, "ann", active: true).Replace(what, instead, StringComparison.Ordinal));

        var result = await _cli.RunAsync("users", "import", file, "--account", account, "--restore");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains($"Line 1: {why}", result.Error, StringComparison.Ordinal);
        Assert.Contains("1 of 1 users are wrong. Nothing was written.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_stands_in_two_lines_is_refused()
    {
        var account = await AccountAsync(licences: 9);
        var file = await WriteAsync(Line(First, "ann", active: true), Line(First, "bob", active: true));

        var result = await _cli.RunAsync("users", "import", file, "--account", account, "--restore");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Line 2: The id stands in an earlier line already.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public Task Csv_does_not_hold_whole_users() => _cli.RefusesAsync(
        2, "--restore takes the JSON Lines of an export", "users", "import", "users.csv", "--account", "acme", "--restore");

    private static JsonObject User(string json)
    {
        var user = JsonNode.Parse(json)!.AsObject(); // It is no null.
        user["name"] = new JsonObject { ["givenName"] = "A", ["familyName"] = "B" };
        return user;
    }

    private static string Line(string id, string userName, bool active, bool waits = false) => JsonSerializer.Serialize(new
    {
        id,
        userName,
        name = new { givenName = "Ann", familyName = "A" },
        active,
        meta = new { created = "2026-01-01T00:00:00.000Z", lastModified = "2026-01-02T00:00:00.000Z", waitingForLicence = waits },
    });

    private async Task<string> AccountAsync(int licences)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"account-{++_accounts}");
        await _cli.JsonAsync("account", "create", name, "--licences", licences.ToString(CultureInfo.InvariantCulture));
        return name;
    }

    /// <summary>Creates users as a client does, and changes some of them afterwards.</summary>
    private async Task CreateAsync(string account, JsonObject[] users, int[] touched)
    {
        await using var services = await _cli.ServicesAsync();
        var service = services.GetRequiredService<UserService>();
        var request = Session.Operator.CallFor(AccountId.Parse(account), ReadingRules.Default);
        var created = new List<UserRecord>();
        foreach (var user in users)
            created.Add(await service.CreateAsync(request, JsonElement.Parse(user.ToJsonString()), Cancel));
        foreach (var place in touched)
        {
            var operation = place % 2 == 0 ? """{"op":"replace","path":"active","value":false}""" : """{"op":"remove","path":"emails"}""";
            await service.PatchAsync(
                request, created[place].Id.ToString(), JsonElement.Parse($$"""{"Operations":[{{operation}}]}"""), expectedVersion: null,
                    Cancel);
        }
    }

    private async Task<(string File, int LicencesInUse)> ExportAsync(string account)
    {
        var file = Path.Combine(_folder.FullName, $"{account}.jsonl");
        await _cli.JsonAsync("users", "export", "--account", account, "--to", file);
        return (file, (await RowAsync(account)).LicencesInUse);
    }

    private async Task<AccountSnapshot> RowAsync(string account)
    {
        await using var services = await _cli.ServicesAsync();
        return (await services.GetRequiredService<IAccountStore>().FindAsync(AccountId.Parse(account), Cancel))!; // It was created.
    }

    private async Task<string> WriteAsync(params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.jsonl");
        await File.WriteAllLinesAsync(path, lines, Cancel);
        return path;
    }
}
