using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;

namespace Scim.Cli.Tests.Accounts;

public sealed class AccountCommandsTests
{
    private readonly Cli _cli = new();

    [Fact]
    public async Task An_account_is_created_shown_changed_and_listed()
    {
        var created = await _cli.JsonAsync("account", "create", "acme", "--licences", "250", "--strict");
        Assert.Equal(
            ("acme", "active", "250", 0, 0, true),
            (created.GetProperty("account").GetString(), created.GetProperty("state").GetString(),
                created.GetProperty("licencesOwned").GetString(), created.GetProperty("licencesInUse").GetInt32(),
                created.GetProperty("users").GetInt32(), created.GetProperty("strict").GetBoolean()));

        await _cli.JsonAsync("account", "set", "acme", "--licences", "unlimited");
        await _cli.JsonAsync("account", "set", "acme", "--strict", "false");
        var shown = await _cli.JsonAsync("account", "show", "acme");
        Assert.Equal("unlimited", shown.GetProperty("licencesOwned").GetString());
        Assert.False(shown.GetProperty("strict").GetBoolean());
        Assert.Equal(0, shown.GetProperty("waiting").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, shown.GetProperty("lastActivity").ValueKind);

        await _cli.JsonAsync("account", "create", "another", "--licences", "0");
        var listed = await _cli.JsonAsync("account", "list");
        Assert.Equal(["acme", "another"], listed.EnumerateArray().Select(account => account.GetProperty("account").GetString()));
    }

    [Fact]
    public async Task What_is_set_is_what_the_service_reads()
    {
        await _cli.JsonAsync("account", "create", "acme", "--licences", "1");
        await _cli.JsonAsync("account", "set", "acme", "--licences", "7", "--strict", "true");

        await using var services = await _cli.ServicesAsync();
        var row = await services.GetRequiredService<IAccountStore>().FindAsync(
            AccountId.Parse("acme"), TestContext.Current.CancellationToken);

        Assert.Equal((7, Protocol.Schemas.Strictness.Strict), (row!.LicencesOwned, row.Strictness));
    }

    [Fact]
    public async Task Names_are_required_until_they_are_set_to_optional()
    {
        var created = await _cli.JsonAsync("account", "create", "acme", "--licences", "1");
        var optional = await _cli.JsonAsync("account", "create", "other", "--licences", "1", "--names", "optional");
        await _cli.JsonAsync("account", "set", "acme", "--names", "optional");
        var changed = await _cli.JsonAsync("account", "set", "acme", "--strict", "true");

        Assert.Equal(
            ["required", "optional", "optional"],
            new[] { created, optional, changed }.Select(account => account.GetProperty("names").GetString()));
        await _cli.RefusesAsync(2, "--names takes 'required' or 'optional'.", "account", "set", "acme", "--names", "0");
    }

    [Fact]
    public async Task What_is_logged_of_an_account_is_a_choice_that_other_changes_keep()
    {
        var created = await _cli.JsonAsync("account", "create", "acme", "--licences", "1");
        var all = await _cli.JsonAsync("account", "create", "other", "--licences", "1", "--log", "all");
        await _cli.JsonAsync("account", "set", "acme", "--log", "all");
        await _cli.JsonAsync("account", "set", "acme", "--names", "optional");
        var changed = await _cli.JsonAsync("account", "show", "acme");
        var back = await _cli.JsonAsync("account", "set", "acme", "--log", "refused");

        Assert.Equal(
            ["refused", "all", "all", "refused"],
            new[] { created, all, changed, back }.Select(account => account.GetProperty("log").GetString()));
        Assert.Equal("optional", back.GetProperty("names").GetString());
        await _cli.RefusesAsync(2, "--log takes 'refused' or 'all'.", "account", "set", "acme", "--log", "none");
    }

    [Fact]
    public async Task A_creation_that_broke_off_is_told_and_can_be_completed()
    {
        await _cli.JsonAsync("account", "create", "acme", "--licences", "1");
        await (await _cli.UsersTableAsync()).DeleteEntityAsync(
            "acme", "account:acme", cancellationToken: TestContext.Current.CancellationToken);

        await _cli.RefusesAsync(
            1, "The creation of the account 'acme' broke off. Create it again: scim account create acme --licences N",
            "client", "create", "--account", "acme");
        await _cli.JsonAsync("account", "create", "acme", "--licences", "5");

        await _cli.JsonAsync("client", "create", "--account", "acme");
        Assert.Equal("5", (await _cli.JsonAsync("account", "show", "acme")).GetProperty("licencesOwned").GetString());
    }

    [Fact]
    public async Task For_people_it_is_a_table_without_colours_when_it_is_redirected()
    {
        await _cli.RunAsync("account", "create", "acme", "--licences", "250");

        var listed = await _cli.RunAsync("account", "list");

        Assert.Equal((0, ""), (listed.ExitCode, listed.Error));
        Assert.Matches(@"account +\| state +\| created +\| licences owned|account .*state .*created .*licences owned", listed.Output);
        Assert.Matches("acme .*active .*250", listed.Output);
        Assert.DoesNotContain('\u001b', listed.Output);
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        await _cli.RunAsync("account", "create", "acme", "--licences", "1");

        await _cli.RefusesAsync(1, "The name 'acme' is taken", "account", "create", "acme", "--licences", "2");
    }

    [Theory]
    [InlineData(1, "There is no account 'nobody'. See: scim account list", "account", "show", "nobody")]
    [InlineData(1, "There is no account 'nobody'", "account", "set", "nobody", "--licences", "3")]
    [InlineData(2, "2 to 63 characters", "account", "show", "Nobody!")]
    [InlineData(2, "2 to 63 characters", "account", "create", "-x", "--licences", "3")]
    [InlineData(2, "--licences", "account", "create", "acme")]
    [InlineData(2, "--licences takes a whole number", "account", "create", "acme", "--licences", "-3")]
    [InlineData(2, "--licences takes a whole number", "account", "create", "acme", "--licences", "many")]
    [InlineData(2, "Say what to change", "account", "set", "acme")]
    [InlineData(2, "frobnicate", "account", "list", "--frobnicate")]
    public Task What_cannot_be_done_is_said_in_one_line(int exitCode, string why, params string[] args) =>
        _cli.RefusesAsync(exitCode, why, args);
}
