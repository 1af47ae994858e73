using Azure.Data.Tables;
using Microsoft.Playwright;
using Scim.Console.Tests.Browsing;
using Scim.Testing;

namespace Scim.Console.Tests.Checks;

/// <summary>The check of what is stored, in a browser.</summary>
public sealed class CheckActsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_check_finds_and_changes_nothing_and_then_a_repair_mends()
    {
        var prefix = AzuriteInstance.NewTablePrefix();
        await using var site = await ConsoleSite.StartAsync(prefix: prefix);
        await site.AddUsersAsync(await site.AddAccountAsync("acme"), "one", "two");
        var tables = new TableServiceClient((await AzuriteInstance.GetProcessAsync()).ConnectionString);
        var table = $"{prefix}TokenBuckets";
        await tables.DeleteTableAsync(table, Cancel);
        await using var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/check");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Repair …" })).ToBeDisabledAsync();

        await visit.PressAsync("Check …");
        await visit.ExpectCommandAsync("scim check");
        await visit.CheckAsync("check-asks");
        await visit.AgreeAsync("Check", "Found: 1. Repaired: 0. Left: 1.");
        var finding = visit.Page.Locator("tbody tr");
        await Assertions.Expect(finding).ToHaveCountAsync(1);
        await Assertions.Expect(finding).ToContainTextAsync("missing table");
        await Assertions.Expect(finding).ToContainTextAsync("found");
        await visit.CheckAsync("check-found");
        Assert.False(await IsThereAsync(tables, table));

        await visit.PressAsync("Repair …");
        await visit.ExpectCommandAsync("scim check --repair");
        await visit.AgreeAsync("Repair", "Found: 1. Repaired: 1. Left: 0.");
        await Assertions.Expect(finding).ToContainTextAsync("repaired");
        Assert.True(await IsThereAsync(tables, table));
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Repair …" })).ToBeDisabledAsync();
        visit.AssertClean();
    }

    [Fact]
    public async Task One_account_is_checked_alone()
    {
        await using var site = await ConsoleSite.StartAsync();
        await site.AddUsersAsync(await site.AddAccountAsync("acme"), "one");
        await using var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/acme/check");

        await visit.PressAsync("Check …");
        await visit.ExpectCommandAsync("scim check --account acme");
        await visit.AgreeAsync("Check", "Nothing is wrong.");

        await Assertions.Expect(visit.Page.Locator("main")).ToContainTextAsync("Nothing is wrong.");
        visit.AssertClean();
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_told_of()
    {
        await using var site = await ConsoleSite.StartAsync();
        await using var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/nobody/check");

        await visit.PressAsync("Check …");
        await visit.InDialog.GetByRole(AriaRole.Button, new() { Name = "Check", Exact = true }).ClickAsync();

        await Assertions.Expect(visit.InDialog).ToContainTextAsync("Not done");
        visit.AssertClean();
    }

    [Fact]
    public async Task A_console_that_is_read_only_does_not_check()
    {
        await using var site = await ConsoleSite.StartAsync(isReadOnly: true);
        await site.AddAccountAsync("acme");
        await using var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/acme/check");

        await Assertions.Expect(visit.Page.GetByText("scim check --account acme")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("main").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await visit.CheckAsync();
    }

    private static async Task<bool> IsThereAsync(TableServiceClient tables, string name) =>
        await tables.QueryAsync(table => table.Name == name, cancellationToken: Cancel).AnyAsync(Cancel);
}
