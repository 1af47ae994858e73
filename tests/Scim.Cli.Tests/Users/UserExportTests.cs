using System.Text.Json;

namespace Scim.Cli.Tests.Users;

public sealed class UserExportTests : IAsyncLifetime
{
    private readonly Cli _cli = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public async ValueTask InitializeAsync()
    {
        await _cli.JsonAsync("account", "create", "acme", "--licences", "1");
        await _cli.CreateUsersAsync("acme", "ann@example.com", "bob, \"the\" bob");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Json_lines_hold_everything_and_the_waiting_mark()
    {
        var report = await _cli.JsonAsync("users", "export", "--account", "acme", "--to", Path("users.jsonl"));

        var users = (await ReadAsync("users.jsonl")).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal((2, Path("users.jsonl")), (report.GetProperty("users").GetInt32(), report.GetProperty("file").GetString()));
        Assert.Equal(["ann@example.com", "bob, \"the\" bob"], users.Select(user => user.GetProperty("userName").GetString()));
        Assert.Equal([true, false], users.Select(user => user.GetProperty("active").GetBoolean()));
        Assert.Equal([false, true], users.Select(user => user.GetProperty("meta").GetProperty("waitingForLicence").GetBoolean()));
        Assert.All(users, user => Assert.NotEqual(default, user.GetProperty("meta").GetProperty("created").GetDateTimeOffset()));
    }

    [Fact]
    public async Task Csv_holds_what_most_tools_know()
    {
        await _cli.JsonAsync("users", "export", "--account", "acme", "--to", Path("users.csv"));

        var lines = await ReadAsync("users.csv");
        Assert.Equal("id,userName,externalId,givenName,familyName,displayName,email,active,created,lastModified", lines[0]);
        Assert.Matches(@"\A[0-9a-f-]{36},ann@example\.com,,Given,Family,,ann@example\.com,true,[0-9T:.-]+Z,[0-9T:.-]+Z\z", lines[1]);
        Assert.Contains(",\"bob, \"\"the\"\" bob\",,Given,Family,,,false,", lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Theory]
    [InlineData("users.csv")]
    [InlineData("users.jsonl")]
    public async Task Nobody_but_its_owner_may_read_the_file(string name)
    {
        if (OperatingSystem.IsWindows()) return;
        await File.WriteAllTextAsync(Path(name), "readable by all", TestContext.Current.CancellationToken);

        await _cli.JsonAsync("users", "export", "--account", "acme", "--to", Path(name), "--yes");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path(name)));
    }

    [Fact]
    public async Task Formulas_and_escapes_of_a_tenant_do_no_harm_and_come_back_as_they_were()
    {
        string[] names = ["=cmd|x", "@sum", "+1", "-2", "'=3", "esc\u001B[31m", "over\u202Eride"];
        await _cli.JsonAsync("account", "create", "odd", "--licences", "9");
        await _cli.JsonAsync("account", "create", "again", "--licences", "9");
        await _cli.CreateUsersAsync("odd", names);

        await _cli.JsonAsync("users", "export", "--account", "odd", "--to", Path("odd.csv"));
        await _cli.JsonAsync("users", "import", Path("odd.csv"), "--account", "again");

        var cells = (await ReadAsync("odd.csv")).Skip(1).Select(line => line.Split(',')[1]).ToList();
        Assert.All(cells, cell => Assert.DoesNotContain(cell[0], "=@+-"));
        var table = (await _cli.RunAsync("users", "list", "--account", "again")).Output;
        var json = (await _cli.RunAsync("users", "list", "--account", "again", "--json")).Output;
        Assert.All(new[] { table, json }, text => Assert.DoesNotContain(text, letter => letter is '\u001B' or '\u202E'));
        Assert.Contains("esc\\u001B[31m", table, StringComparison.Ordinal);
        // All have one.
        Assert.Equal(
            names.Order(), JsonElement.Parse(json).EnumerateArray().Select(user => user.GetProperty("userName").GetString()!).Order());
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_with_consent()
    {
        await File.WriteAllTextAsync(Path("users.jsonl"), "mine", TestContext.Current.CancellationToken);

        await _cli.RefusesAsync(2, "will be replaced. Add --yes", "users", "export", "--account", "acme", "--to", Path("users.jsonl"));
        Assert.Equal(["mine"], await ReadAsync("users.jsonl"));

        await _cli.JsonAsync("users", "export", "--account", "acme", "--to", Path("users.jsonl"), "--yes");
        Assert.Equal(2, (await ReadAsync("users.jsonl")).Length);
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_in_one_line()
    {
        await _cli.RefusesAsync(1, "There is no account 'nobody'", "users", "export", "--account", "nobody", "--to", Path("users.csv"));
        await _cli.RefusesAsync(1, "cannot be written", "users", "export", "--account", "acme", "--to", Path("no folder/users.csv"));
        await _cli.RefusesAsync(2, "--to", "users", "export", "--account", "acme");
        Assert.Empty(_folder.GetFiles());
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private Task<string[]> ReadAsync(string name) => File.ReadAllLinesAsync(Path(name), TestContext.Current.CancellationToken);
}
