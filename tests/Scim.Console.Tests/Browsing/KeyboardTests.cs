using Microsoft.Playwright;

namespace Scim.Console.Tests.Browsing;

/// <summary>The console without a mouse.</summary>
public sealed class KeyboardTests(SeededConsole seeded) : IClassFixture<SeededConsole>
{
    [Fact]
    public async Task The_first_tab_leads_past_the_navigation()
    {
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync("/accounts/acme");

        await visit.Page.Locator(".product").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Shift+Tab");
        await Assertions.Expect(visit.Page.GetByText("Skip to the content")).ToBeFocusedAsync();
        await Assertions.Expect(visit.Page.GetByText("Skip to the content")).ToBeInViewportAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("main")).ToBeFocusedAsync();
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("acme");
        visit.AssertClean();
    }

    [Fact]
    public async Task An_act_is_asked_for_agreed_to_and_closed_by_keys_alone()
    {
        await seeded.Site.AddAccountAsync("hooli");
        await using var visit = await Visit.OpenAsync(seeded.Site);
        await visit.GoAsync("/accounts/hooli/settings");

        await TabToAsync(visit, "Licences");
        await visit.Page.Keyboard.PressAsync("Control+A");
        await visit.Page.Keyboard.TypeAsync("70");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Change …" })).ToBeEnabledAsync();
        await TabToAsync(visit, "Change …");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.ExpectCommandAsync("scim account set hooli --licences 70");
        await TabToAsync(visit, "Change");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByText("The account hooli was changed.")).ToBeVisibleAsync();
        await TabToAsync(visit, "Close");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Dialog).ToHaveCountAsync(0);
        visit.AssertClean();
    }

    [Fact]
    public async Task The_theme_is_the_systems_until_another_is_chosen_and_stays_chosen()
    {
        await using var visit = await Visit.OpenAsync(seeded.Site, new Look(1280, ColorScheme.Dark));
        await visit.ReadAsync();
        Task<bool> IsDarkAsync() => visit.Page.EvaluateAsync<bool>(
            "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).every(part => Number(part) < 64)");
        Assert.True(await IsDarkAsync());

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Theme" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Theme: light" })).ToBeVisibleAsync();
        await visit.GoAsync("/accounts");

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Theme: light" })).ToBeVisibleAsync();
        Assert.False(await IsDarkAsync());
        visit.AssertClean();
    }

    private static async Task TabToAsync(Visit visit, string name)
    {
        const int Most = 40;
        for (var pressed = 0; pressed < Most; pressed++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            var focused = await visit.Page.EvaluateAsync<string>(
                """
                () => {
                  let element = document.activeElement;
                  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
                  const host = element.getRootNode().host ?? element;
                  const label = document.getElementById(host.getAttribute("aria-labelledby"));
                  return (label ?? host).textContent.trim();
                }
                """);
            if (focused == name) return;
        }
        Assert.Fail($"No key leads to '{name}'.");
    }
}
