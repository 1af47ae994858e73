using Microsoft.Playwright;
using Scim.Console.Tests.Browsing;
using Scim.Operations.Accounts;
using Scim.Operations.Users;
using Scim.Provisioning.Identities;

namespace Scim.Console.Tests.Users;

/// <summary>What an operator does with users, in a browser.</summary>
public sealed class UserActsTests
{
    private static readonly AccountId Globex = AccountId.Parse("globex");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_waits_gets_the_licences_that_are_free()
    {
        await using var site = await ConsoleSite.StartAsync();
        await site.AddAccountAsync("globex", licences: 1);
        await site.AddUsersAsync(Globex, "one", "two", "three", "four");
        await site.Get<AccountOperations>().ChangeAsync(Globex, new AccountChange(new LicenceCount(3)), Cancel);
        await using var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/globex/users");

        await visit.PressAsync("Activate who waits …");
        await visit.ExpectCommandAsync("scim users activate-waiting --account globex");
        await Assertions.Expect(visit.InDialog).ToContainTextAsync("Free now: 2.");
        Assert.Equal(3, await WaitingAsync(site));
        await visit.CheckAsync("users-activate-asks");
        await visit.AgreeAsync("Activate", "Activated: 2. 1 user waits still.");

        Assert.Equal(1, await WaitingAsync(site));
        await Assertions.Expect(visit.Page.Locator("tbody").GetByText("waits for a licence")).ToHaveCountAsync(1);
        visit.AssertClean();
    }

    [Fact]
    public async Task A_console_that_is_read_only_offers_nothing_to_do()
    {
        await using var site = await ConsoleSite.StartAsync(isReadOnly: true);
        await site.AddAccountAsync("globex", licences: 1);
        await site.AddUsersAsync(Globex, "one", "two");
        await using var visit = await Visit.OpenAsync(site);
        await visit.GoAsync("/accounts/globex/users");

        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(visit.Page.Locator("[aria-haspopup=dialog]")).ToHaveCountAsync(0);
        visit.AssertClean();
    }

    private static async Task<int> WaitingAsync(ConsoleSite site) =>
        (await site.Get<WaitingUsers>().PlanAsync(Globex, Cancel)).Waiting;
}
