using Microsoft.Playwright;

namespace Scim.Console.Tests.Browsing;

/// <summary>Every page, in every look, with tenants of all kinds.</summary>
public sealed class PageTests(SeededConsole seeded) : IClassFixture<SeededConsole>
{
    [Fact]
    public async Task Are_right_in_every_look()
    {
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.ReadAsync();
        await Assertions.Expect(visit.Page.GetByText("2 users wait for a licence, and none is free")).ToBeVisibleAsync();
        await visit.CheckEveryLookAsync("accounts");

        // A page comes in the look in which the one before was seen last, so that pages come in all of them.
        foreach (var (path, name) in SeededConsole.Pages)
        {
            await visit.GoAsync(path);
            await visit.CheckEveryLookAsync(name);
        }
    }
}
