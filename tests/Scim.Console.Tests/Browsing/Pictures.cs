using Microsoft.Playwright;

namespace Scim.Console.Tests.Browsing;

/// <summary>Pictures of pages, in the folder that the environment's <c>SCIM_SCREENSHOTS</c> names; none without it.</summary>
internal static class Pictures
{
    private const int Highest = 1_200;

    private static readonly string? Folder = Environment.GetEnvironmentVariable("SCIM_SCREENSHOTS");

    /// <summary>Takes one of the page, down to 1,200 pixels.</summary>
    public static async Task TakeAsync(IPage page, string name)
    {
        if (Folder is not { Length: > 0 } || page.ViewportSize is not { } window)
            return;
        var height = await page.EvaluateAsync<int>("document.documentElement.scrollHeight");
        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Folder, $"{name}.png"),
            FullPage = true,
            Clip = new Clip { Width = window.Width, Height = Math.Min(Math.Max(height, window.Height), Highest) },
        });
    }
}
