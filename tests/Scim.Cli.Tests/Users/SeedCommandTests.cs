namespace Scim.Cli.Tests.Users;

public sealed class SeedCommandTests
{
    private readonly Cli _cli = new();

    [Theory]
    [InlineData("unlimited", false)]
    [InlineData("10", true)]
    public async Task Invented_users_are_as_good_as_created_ones(string licences, bool isStrict)
    {
        await _cli.JsonAsync("account", "create", "acme", "--licences", licences, "--json");
        if (isStrict) await _cli.JsonAsync("account", "set", "acme", "--strict", "true");

        var report = await _cli.JsonAsync("seed", "--users", "150", "--account", "acme");

        Assert.Equal((150, 150), (report.GetProperty("users").GetInt32(), report.GetProperty("created").GetInt32()));
        var users = (await _cli.JsonAsync("users", "list", "--account", "acme")).EnumerateArray().ToList();
        Assert.Equal(150, users.DistinctBy(user => user.GetProperty("userName").GetString()).Count());
        var active = users.Count(user => user.GetProperty("active").GetBoolean());
        if (licences == "10") Assert.Equal(10, active);
        else Assert.InRange(active, 110, 149);
        var account = await _cli.JsonAsync("account", "show", "acme");
        Assert.Equal(active, account.GetProperty("licencesInUse").GetInt32());
        Assert.Equal(report.GetProperty("createdDeactivated").GetInt32(), account.GetProperty("waiting").GetInt32());
        Assert.Equal(0, (await _cli.JsonAsync("check", "--account", "acme")).GetArrayLength());
    }

    [Fact]
    public async Task Users_that_are_there_are_not_joined_unasked()
    {
        await _cli.JsonAsync("account", "create", "acme", "--licences", "unlimited");
        await _cli.CreateUsersAsync("acme", "somebody");

        await _cli.RefusesAsync(
            2, "The account 'acme' has 1 user. Invented ones will be added. Add --yes to do it.", "seed", "--users", "2",
            "--account", "acme");
        await _cli.JsonAsync("seed", "--users", "2", "--account", "acme", "--yes");
        await _cli.RefusesAsync(2, "The account 'acme' has 3 users. Invented", "seed", "--users", "2", "--account", "acme");

        Assert.Equal(3, (await _cli.JsonAsync("users", "list", "--account", "acme")).GetArrayLength());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("1000001")]
    [InlineData("many")]
    public Task A_number_out_of_range_is_refused(string users) => _cli.RefusesAsync(
        2, "--users takes a whole number from 1 to 1000000.", "seed", "--users", users, "--account", "acme");

    [Fact]
    public async Task What_cannot_be_done_is_said_in_one_line()
    {
        await _cli.RefusesAsync(2, "'--users' is required", "seed", "--account", "acme");
        await _cli.RefusesAsync(1, "There is no account 'nobody'", "seed", "--users", "1", "--account", "nobody");
    }
}
