using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Cli.Tests.Users;

public sealed class UserImportTests : IAsyncLifetime
{
    private const string Ann = """{"userName":"ann@example.com","name":{"givenName":"Ann","familyName":"A"}}""";
    private const string Bob = """{"userName":"bob","name":{"givenName":"Bob","familyName":"B"},"externalId":"b1"}""";

    private readonly Cli _cli = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _cli.JsonAsync("account", "create", "acme", "--licences", "1");

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Users_are_created_by_the_rules_of_the_service()
    {
        var file = await WriteAsync("users.jsonl", Ann, "", Bob);

        Assert.Equal((2, 2, 0, 1, 0), await ImportAsync(file));
        Assert.Equal((2, 0, 2, 0, 0), await ImportAsync(file));

        var users = (await _cli.JsonAsync("users", "list", "--account", "acme")).EnumerateArray().ToList();
        Assert.Equal(["ann@example.com", "bob"], users.Select(user => user.GetProperty("userName").GetString()).Order());
        await using var services = await _cli.ServicesAsync();
        var audit = await services.GetRequiredService<IUserStore>().ReadAuditAsync(AccountId.Parse("acme"), Cancel).ToListAsync(Cancel);
        Assert.All(audit, entry => Assert.Equal("scim-cli", entry.Client.Value));
        Assert.Matches(@"\A[0-9a-f]{32}\z", Assert.Single(audit.Select(entry => entry.CorrelationId).Distinct()));
    }

    [Theory]
    [InlineData("users.jsonl")]
    [InlineData("users.csv")]
    public async Task What_was_exported_is_imported_into_another_account(string name)
    {
        await ImportAsync(
            await WriteAsync("source.jsonl", Ann, Bob.Replace("\"Bob\"", "\"Bob, \\\"the\\\"\\nBob\"", StringComparison.Ordinal)));
        await _cli.JsonAsync("account", "create", "another", "--licences", "unlimited", "--strict");
        var file = Path.Combine(_folder.FullName, name);
        await _cli.JsonAsync("users", "export", "--account", "acme", "--to", file);

        Assert.Equal((2, 2, 0, 0, 0), await ImportAsync(file, account: "another"));

        Assert.Equal(await AttributesAsync("acme"), await AttributesAsync("another"));
    }

    [Fact]
    public async Task A_dry_run_checks_and_writes_nothing()
    {
        Assert.Equal((2, 0, 0, 0, 0), await ImportAsync(await WriteAsync("users.jsonl", Ann, Bob), options: "--dry-run"));

        Assert.Equal(0, await UsersAsync());
    }

    [Fact]
    public async Task Every_wrong_line_is_said_and_nothing_is_written()
    {
        var file = await WriteAsync(
            "users.jsonl", Ann, "{\"userName\":", Ann.ToUpperInvariant().Replace("USERNAME", "userName", StringComparison.Ordinal),
            """{"userName":"secretive","active":"perhaps"}""", "[]");

        var result = await _cli.RunAsync("users", "import", file, "--account", "acme");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        var lines = result.Error.TrimEnd().Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.StartsWith("Line 2: ", lines[0], StringComparison.Ordinal);
        Assert.Equal("Line 3: The userName stands in an earlier line already.", lines[1].TrimEnd());
        Assert.Contains("name.givenName is required", lines[2], StringComparison.Ordinal);
        Assert.Contains("active must be true or false", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("Line 5: ", lines[3], StringComparison.Ordinal);
        Assert.Equal("4 of 5 users are wrong. Nothing was written.", lines[4].TrimEnd());
        Assert.DoesNotContain("secretive", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("perhaps", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, await UsersAsync());
    }

    [Fact]
    public async Task A_strict_account_refuses_what_the_schemas_do_not_define()
    {
        await _cli.JsonAsync("account", "set", "acme", "--strict", "true");
        var file = await WriteAsync("users.jsonl", Bob.Replace("externalId", "shoeSize", StringComparison.Ordinal));

        var result = await _cli.RunAsync("users", "import", file, "--account", "acme");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Line 1: The schemas do not define: shoeSize.", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Line 1: The first line must name columns out of", "ann,Ann,A")]
    [InlineData("Line 1: The first line must name columns out of", "userName,shoeSize\nann,44")]
    [InlineData("Line 1: The first line names a column twice.", "userName,userName\nann,bob")]
    [InlineData("Line 2: The line has more or fewer cells", "userName,givenName,familyName\nann,Ann\nbob,Bob,B")]
    [InlineData("Line 3: A quote stands where none may.", "userName,givenName,familyName\nbob,Bob,B\nann,Ann \"A\" A,A")]
    [InlineData("Line 3: A quote stands where none may.", "userName,givenName,familyName\nbob,Bob,B\nann,\"Ann,A")]
    [InlineData("Line 2: name.familyName is required", "userName,givenName,familyName\nann,Ann,")]
    [InlineData("Line 3: The userName stands in an earlier line", "userName,givenName,familyName\nann,Ann,A\nANN,Ann,A")]
    public async Task A_wrong_table_is_refused_by_its_line(string why, string text)
    {
        var result = await _cli.RunAsync("users", "import", await WriteAsync("users.csv", text), "--account", "acme");

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was written.", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, await UsersAsync());
    }

    [Fact]
    public async Task An_import_that_was_cut_off_is_run_again()
    {
        const int Users = 400;
        await _cli.JsonAsync("account", "set", "acme", "--licences", "250");
        var file = await WriteAsync(
            "users.jsonl", [.. Enumerable.Range(0, Users).Select(index => Bob.Replace("bob", $"user{index}", StringComparison.Ordinal))]);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var cutOff = _cli.RunUntilAsync(stop.Token, "users", "import", file, "--account", "acme");
        while (await UsersAsync() < 20 && !cutOff.IsCompleted) await Task.Yield();
        await stop.CancelAsync();
        var result = await cutOff;

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Run the import again to go on.", result.Error, StringComparison.Ordinal);
        var there = await UsersAsync();
        Assert.InRange(there, 20, Users - 1);
        Assert.Equal((Users, Users - there, there, Users - Math.Max(250, there), 0), await ImportAsync(file));

        Assert.Equal(Users, await UsersAsync());
        var account = await _cli.JsonAsync("account", "show", "acme");
        Assert.Equal((250, Users - 250), (account.GetProperty("licencesInUse").GetInt32(), account.GetProperty("waiting").GetInt32()));
        Assert.Equal(Users, (await _cli.JsonAsync("users", "list", "--account", "acme")).GetArrayLength());
    }

    [Fact]
    public async Task A_user_that_cannot_be_created_is_told_by_its_line_and_the_others_are_created()
    {
        var large = Bob.Replace("\"b1\"", $"\"b1\",\"title\":\"{new string('x', 600_000)}\"", StringComparison.Ordinal);

        var result = await _cli.RunAsync("users", "import", await WriteAsync("users.jsonl", large, Ann), "--account", "acme", "--json");

        var report = JsonElement.Parse(result.Output);
        Assert.Equal((1, 1), (result.ExitCode, report.GetProperty("created").GetInt32()));
        Assert.Equal("1", Assert.Single(report.GetProperty("failedLines").EnumerateArray()).GetString());
        Assert.Equal("Line 1: The user is over 512 KiB. Shorten its attributes.", result.Error.TrimEnd());
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_in_one_line()
    {
        var file = await WriteAsync("users.jsonl", Ann);
        var latin = Path.Combine(_folder.FullName, "latin.jsonl");
        await File.WriteAllBytesAsync(latin, [.. "{\"userName\":\""u8, 0xE9, .. "\"}"u8], Cancel);

        await _cli.RefusesAsync(1, "There is no account 'nobody'", "users", "import", file, "--account", "nobody");
        await _cli.RefusesAsync(1, "There is no file", "users", "import", file + "x", "--account", "acme");
        await _cli.RefusesAsync(1, "is not UTF-8", "users", "import", latin, "--account", "acme");
        await _cli.RefusesAsync(2, "import", "users", "import", "--account", "acme");
    }

    private async Task<string> WriteAsync(string name, params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllLinesAsync(path, lines, Cancel);
        return path;
    }

    private async Task<(int Users, int Created, int There, int Deactivated, int Failed)> ImportAsync(
        string file, string account = "acme", params string[] options)
    {
        var report = await _cli.JsonAsync(["users", "import", file, "--account", account, .. options]);
        int Count(string member) => report.GetProperty(member).GetInt32();
        return (Count("users"), Count("created"), Count("alreadyThere"), Count("createdDeactivated"), Count("failed"));
    }

    private async Task<int> UsersAsync()
    {
        await using var services = await _cli.ServicesAsync();
        return (await services.GetRequiredService<IAccountStore>().FindAsync(AccountId.Parse("acme"), Cancel))!.Users; // It was created.
    }

    /// <summary>The users but for ids and meta, which are an account's own.</summary>
    private async Task<IEnumerable<string>> AttributesAsync(string account)
    {
        var file = Path.Combine(_folder.FullName, $"{account}.jsonl");
        await _cli.JsonAsync("users", "export", "--account", account, "--to", file);
        return (await File.ReadAllLinesAsync(file, Cancel)).Select(line =>
        {
            var user = System.Text.Json.Nodes.JsonNode.Parse(line)!.AsObject(); // An export has no null.
            user.Remove("id");
            user.Remove("meta");
            return user.ToJsonString();
        }).Order();
    }
}
