using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using Scim.Console.Tests.Browsing;

namespace Scim.Console.Tests.Accounts;

/// <summary>The page of all accounts.</summary>
public sealed class AccountsPageTests
{
    private const int Accounts = 120;

    [Fact]
    public async Task Many_accounts_are_not_drawn_anew_for_each_of_them()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var site = await ConsoleSite.StartAsync(time: time);
        for (var number = 0; number < Accounts; number++)
            await site.AddAccountAsync($"account{number}");
        await using var visit = await Visit.OpenAsync(site);
        var messages = 0;
        visit.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, _) => Interlocked.Increment(ref messages);

        await visit.GoAsync("/accounts");
        await Assertions.Expect(visit.Page.Locator("td.day").Filter(new() { HasText = "None" })).ToHaveCountAsync(Accounts);

        Assert.InRange(messages, 1, Accounts / 2);
        visit.AssertClean();
    }
}
