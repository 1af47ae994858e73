namespace Scim.Console.Tests.Browsing;

/// <summary>What is against a rule is found, so that a page in which nothing is found was looked at.</summary>
public sealed class AxeTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("<img src='data:,'>", "image-alt: Images must have alternative text: <img src=\"data:,\">")]
    [InlineData("<p style='color: #bbb'>Pale</p>", "color-contrast: Elements must meet minimum color contrast ratio thresholds: ")]
    [InlineData("<div><template shadowrootmode='open'><input></template></div>", "label: Form elements must have labels: <input>")]
    public async Task What_is_against_a_rule_is_told_with_the_element(string content, string expected)
    {
        var browser = await Chromium.GetAsync();
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(
            "data:text/html,<!doctype html><html lang=en><title>A page</title><body style='background: white'><main><h1>A page</h1>"
            + Uri.EscapeDataString(content));

        var found = await Axe.RunAsync(page);

        Assert.StartsWith(expected, string.Join('\n', found), StringComparison.Ordinal);
        Assert.Equal(expected.Length > 0 ? 1 : 0, found.Count);
        Assert.Equal(found, await Axe.RunAsync(page));
    }
}
