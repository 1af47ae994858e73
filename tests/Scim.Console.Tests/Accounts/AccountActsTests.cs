using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Scim.Console.Tests.Browsing;
using Scim.Operations.Accounts;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Testing;

namespace Scim.Console.Tests.Accounts;

/// <summary>What an operator does with accounts, in a browser.</summary>
public sealed class AccountActsTests
{
    private static readonly AccountId Acme = AccountId.Parse("acme");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_account_is_created_from_where_there_is_none()
    {
        await using var site = await ConsoleSite.StartAsync();
        await using var visit = await Visit.OpenAsync(site);
        await Assertions.Expect(visit.Page.GetByText("There is no account yet")).ToBeVisibleAsync();
        await visit.CheckAsync("accounts-none");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Create an account" }).ClickAsync();
        await visit.Field("Name").FillAsync("acme");
        await visit.Field("Licences").FillAsync("250");
        await visit.Page.GetByText("Refuse what the schemas do not know").ClickAsync();
        await visit.PressAsync("Create …");
        await visit.ExpectCommandAsync("scim account create acme --licences 250 --strict");
        await visit.CheckAsync("create-account-asks");
        Assert.Null(await FindRowAsync(site));
        await visit.AgreeAsync("Create", "The account acme was made.");

        await Assertions.Expect(visit.Page).ToHaveURLAsync($"{site.Server.Address}/accounts/acme");
        await visit.ReadAsync();
        Assert.Equal((250, Strictness.Strict), await FindRowAsync(site) is { } row ? (row.LicencesOwned, row.Strictness) : default);
        visit.AssertClean();
    }

    [Fact]
    public async Task Settings_are_changed_after_the_operator_agreed()
    {
        await using var site = await ConsoleSite.StartAsync();
        await site.AddAccountAsync("acme", licences: 3);
        await using var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/acme/settings");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Change …" })).ToBeDisabledAsync();

        await visit.Field("Licences").FillAsync("unlimited");
        await visit.PressAsync("Change …");
        await visit.ExpectCommandAsync("scim account set acme --licences unlimited");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(visit.Dialog).ToHaveCountAsync(0);
        Assert.Equal(3, (await FindRowAsync(site))?.LicencesOwned);

        await visit.Page.GetByText("Log every request, also what was granted").ClickAsync();
        await visit.PressAsync("Change …");
        await visit.ExpectCommandAsync("scim account set acme --licences unlimited --log all");
        await visit.InDialog.GetByRole(AriaRole.Button, new() { Name = "Change", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.InDialog).ToContainTextAsync("The account acme was changed.");
        await Assertions.Expect(visit.InDialog).ToContainTextAsync("Change the account acme: done");
        await Assertions.Expect(visit.Dialog).ToHaveAccessibleNameAsync("Change the account acme: done");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Assertions.Expect(visit.Dialog).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Change …" })).ToBeDisabledAsync();
        Assert.Equal((null, RequestLogging.All), await FindRowAsync(site) is { } row ? (row.LicencesOwned, row.Settings.Logging) : default);
        visit.AssertClean();
    }

    [Fact]
    public async Task A_double_click_asks_once()
    {
        await using var site = await ConsoleSite.StartAsync();
        await site.AddAccountAsync("acme");
        await using var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/acme/settings");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete …" }).DblClickAsync();
        await Assertions.Expect(visit.Dialog.First).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(visit.Dialog).ToHaveCountAsync(0);
        visit.AssertClean();
    }

    [Fact]
    public async Task What_is_refused_says_why_and_what_to_do()
    {
        await using var site = await ConsoleSite.StartAsync();
        await site.AddAccountAsync("acme");
        await using var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/create/account");

        await visit.Field("Name").FillAsync("acme");
        await visit.PressAsync("Create …");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();

        await Assertions.Expect(visit.InDialog)
            .ToContainTextAsync("The name 'acme' is taken, perhaps by an account that was deleted. Choose another.");
        await visit.CheckAsync("act-refused");
    }

    [Fact]
    public async Task A_deletion_shows_how_far_it_is_and_can_be_stopped_and_taken_up_again()
    {
        var time = new AwaitedTime(AccountDeletion.Grace);
        await using var site = await ConsoleSite.StartAsync(time: time);
        await site.AddAccountAsync("acme");
        await using var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/acme/settings");

        await visit.PressAsync("Delete …");
        await visit.ExpectCommandAsync("scim account delete acme");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete for good" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Shutting out clients")).ToBeVisibleAsync();
        await time.WaitsAsync(Cancel);
        await visit.CheckAsync("act-runs");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Stopped. What was done until then stays done.")).ToBeVisibleAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete for good" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Shutting out clients")).ToBeVisibleAsync();
        await time.WaitsAsync(Cancel);
        time.Advance(AccountDeletion.Grace); // Storage is asked by this clock too, so that it passes once.
        await Assertions.Expect(visit.Page.GetByText("The account acme is gone.")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await visit.CheckAsync("act-done");
    }

    [Fact]
    public async Task Leaving_the_page_stops_what_runs()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var site = await ConsoleSite.StartAsync(time: time);
        await site.AddAccountAsync("acme");
        await using var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/acme/settings");
        await visit.PressAsync("Delete …");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Delete for good" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Shutting out clients")).ToBeVisibleAsync();

        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Dialog).ToHaveCountAsync(0);
        time.Advance(AccountDeletion.Grace);

        Assert.Equal(AccountState.Deleting, (await site.Get<AccountOperations>().FindAsync(Acme, Cancel)).Registration.State);
    }

    [Fact]
    public async Task A_console_that_is_read_only_offers_nothing_to_do()
    {
        await using var site = await ConsoleSite.StartAsync(isReadOnly: true);
        await site.AddAccountAsync("acme", licences: 3);
        await using var visit = await Visit.OpenAsync(site);

        foreach (var path in new[] { "/accounts", "/accounts/acme", "/accounts/acme/settings", "/create/account" })
        {
            await visit.GoAsync(path);
            await Assertions.Expect(visit.Page.GetByText("Read-only", new() { Exact = true })).ToBeVisibleAsync();
            await Assertions.Expect(visit.Page.Locator("main").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Create an account" })).ToHaveCountAsync(0);
            await visit.CheckAsync();
        }
    }

    private static Task<AccountSnapshot?> FindRowAsync(ConsoleSite site) => site.Get<IAccountStore>().FindAsync(Acme, Cancel);
}
