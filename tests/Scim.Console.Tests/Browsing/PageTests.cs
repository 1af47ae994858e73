using Microsoft.Playwright;

namespace Scim.Console.Tests.Browsing;

/// <summary>Every page, in every look, with tenants of all kinds.</summary>
public sealed class PageTests(SeededConsole seeded) : IClassFixture<SeededConsole>
{
    public static TheoryData<int, string> Looks => [.. Look.All.Select(look => (look.Width, look.Scheme.ToString()))];

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Are_right_in_every_look(int width, string scheme)
    {
        await using var visit = await Visit.OpenAsync(seeded.Site, new Look(width, Enum.Parse<ColorScheme>(scheme)));
        await visit.ReadAsync();
        await Assertions.Expect(visit.Page.GetByText("2 users wait for a licence, and none is free")).ToBeVisibleAsync();
        await visit.CheckAsync("accounts");

        foreach (var (path, name) in SeededConsole.Pages)
        {
            await visit.GoAsync(path);
            await visit.CheckAsync(name);
        }
    }
}
