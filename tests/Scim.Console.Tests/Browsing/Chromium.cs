using Microsoft.Playwright;

namespace Scim.Console.Tests.Browsing;

/// <summary>The installed Chromium, once for this test process.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly string? Installed = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);

    /// <summary>The browser. Without one the test is skipped.</summary>
    public static Task<IBrowser> GetAsync()
    {
        Assert.SkipWhen(Installed is null, "No Chromium is installed, so that the console was not tried in a browser.");
        return Started.Value;
    }

    private static async Task<IBrowser> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(Visit.Patience); // The other suites run beside this one.
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Installed,
            ChromiumSandbox = false,
        });
    }
}
