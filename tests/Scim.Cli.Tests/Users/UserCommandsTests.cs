using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Cli.Tests.Users;

public sealed class UserCommandsTests : IAsyncLifetime
{
    private const string Nobody = "0198c5d2-7f3a-7c1e-9b2d-4e5f60718293";

    private readonly Cli _cli = new();

    public async ValueTask InitializeAsync() => await _cli.JsonAsync("account", "create", "acme", "--licences", "1");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Users_are_listed_in_order_of_creation()
    {
        Assert.Empty((await _cli.JsonAsync("users", "list", "--account", "acme")).EnumerateArray());
        await _cli.CreateUsersAsync("acme", "ann@example.com", "bob@example.com", "cid@example.com");

        Assert.Equal(
            ["ann@example.com", "bob@example.com", "cid@example.com"], Names(await _cli.JsonAsync("users", "list", "--account", "acme")));
        Assert.Equal(
            ["bob@example.com", "cid@example.com"], Names(await _cli.JsonAsync("users", "list", "--account", "acme", "--waiting")));
        Assert.Equal(
            ["bob@example.com"],
            Names(await _cli.JsonAsync("users", "list", "--account", "acme", "--filter", "userName eq \"BOB@example.com\"")));
        Assert.Equal(
            ["cid@example.com"],
            Names(await _cli.JsonAsync("users", "list", "--account", "acme", "--filter", "userName sw \"c\"", "--waiting")));
        Assert.Matches("ann@example.com .*yes .*no ", (await _cli.RunAsync("users", "list", "--account", "acme")).Output);
    }

    [Fact]
    public async Task Users_are_listed_page_by_page()
    {
        await _cli.CreateUsersAsync("acme", [.. Enumerable.Range(0, 1_001).Select(index => $"user{index:D4}")]);

        var listed = Names(await _cli.JsonAsync("users", "list", "--account", "acme")).ToList();

        Assert.Equal(1_001, listed.Distinct().Count());
        Assert.Equal(1_001, listed.Count);
    }

    [Fact]
    public async Task A_filter_that_would_be_too_much_for_a_client_is_gone_through_page_by_page()
    {
        await _cli.CreateUsersAsync("acme", [.. Enumerable.Range(0, 1_001).Select(index => $"user{index:D4}"), "zoe"]);
        _cli.Time = new HastyClock();
        await using (var services = await _cli.ServicesAsync())
        {
            var filter = FilterParser.Parse("userName co \"0\"", UserType.Default);
            await Assert.ThrowsAsync<ScimException>(() => services.GetRequiredService<IUserStore>().ListAsync(
                AccountId.Parse("acme"), new UserQuery { Type = UserType.Default, Filter = filter },
                    TestContext.Current.CancellationToken));
        }

        var found = Names(
            await _cli.JsonAsync("users", "list", "--account", "acme", "--filter", "userName ew \"9\" or userName eq \"zoe\""));

        Assert.Equal([.. Enumerable.Range(0, 100).Select(index => $"user{index:D3}9"), "zoe"], found);
    }

    [Fact]
    public async Task A_user_is_shown_whole()
    {
        await _cli.CreateUsersAsync("acme", "ann@example.com", "bob@example.com");
        var id = (await _cli.JsonAsync("users", "list", "--account", "acme", "--waiting"))[0].GetProperty("id").GetString()!;

        var shown = await _cli.JsonAsync("users", "show", id, "--account", "acme");
        var forPeople = await _cli.RunAsync("users", "show", id, "--account", "acme");

        Assert.Equal(id, shown.GetProperty("id").GetString());
        Assert.Equal("bob@example.com", shown.GetProperty("emails")[0].GetProperty("value").GetString());
        Assert.True(shown.GetProperty("meta").GetProperty("waitingForLicence").GetBoolean());
        Assert.Equal("User", shown.GetProperty("meta").GetProperty("resourceType").GetString());
        Assert.True(JsonElement.DeepEquals(shown, JsonElement.Parse(forPeople.Output)));
        Assert.Contains("\n  \"userName\": \"bob@example.com\"", forPeople.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_users_are_activated_the_oldest_first_while_licences_are_free()
    {
        await _cli.CreateUsersAsync("acme", "ann", "bob", "cid", "dan", "eve");
        Assert.Equal((0, 4), await ActivateAsync());

        await _cli.JsonAsync("account", "set", "acme", "--licences", "3");
        await _cli.RefusesAsync(2, "2 of 4 waiting users will be activated. Add --yes", "users", "activate-waiting", "--account", "acme");
        Assert.Equal(4, Names(await _cli.JsonAsync("users", "list", "--account", "acme", "--waiting")).Count());

        Assert.Equal((2, 2), await ActivateAsync("--yes"));
        Assert.Equal(["dan", "eve"], Names(await _cli.JsonAsync("users", "list", "--account", "acme", "--waiting")));
        Assert.Equal(3, (await _cli.JsonAsync("account", "show", "acme")).GetProperty("licencesInUse").GetInt32());

        await _cli.JsonAsync("account", "set", "acme", "--licences", "unlimited");
        Assert.Equal((2, 0), await ActivateAsync("--yes"));
        Assert.Equal((0, 0), await ActivateAsync());
    }

    [Theory]
    [InlineData(1, "There is no account 'nobody'", "users", "list", "--account", "nobody")]
    [InlineData(1, "There is no account 'nobody'", "users", "show", Nobody, "--account", "nobody")]
    [InlineData(1, "There is no account 'nobody'", "users", "activate-waiting", "--account", "nobody", "--yes")]
    [InlineData(1, "expected one of the operators", "users", "list", "--account", "acme", "--filter", "userName is \"x\"")]
    [InlineData(1, "There is no user '" + Nobody + "'", "users", "show", Nobody, "--account", "acme")]
    [InlineData(2, "A user id is a UUID", "users", "show", "ann", "--account", "acme")]
    [InlineData(2, "--account", "users", "list")]
    public Task What_cannot_be_done_is_said_in_one_line(int exitCode, string why, params string[] args) =>
        _cli.RefusesAsync(exitCode, why, args);

    private static IEnumerable<string> Names(JsonElement list) =>
        list.EnumerateArray().Select(user => user.GetProperty("userName").GetString()!);

    private async Task<(int Activated, int Waiting)> ActivateAsync(params string[] options)
    {
        var report = await _cli.JsonAsync(["users", "activate-waiting", "--account", "acme", .. options]);
        return (report.GetProperty("activated").GetInt32(), report.GetProperty("stillWaiting").GetInt32());
    }
}
