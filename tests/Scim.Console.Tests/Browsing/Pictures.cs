using Microsoft.Playwright;

namespace Scim.Console.Tests.Browsing;

/// <summary>Pictures of pages, in the folder that the environment's <c>SCIM_SCREENSHOTS</c> names; none without it.</summary>
internal static class Pictures
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("SCIM_SCREENSHOTS");

    /// <summary>Takes one of the whole page.</summary>
    public static async Task TakeAsync(IPage page, string name)
    {
        if (Folder is { Length: > 0 })
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}.png"), FullPage = true });
    }
}
