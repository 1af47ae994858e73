using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Scim.Console.Tests.Acting;

namespace Scim.Console.Tests.Browsing;

/// <summary>
/// A browser that a console was opened to. It notes what goes wrong: errors of scripts, and requests to other hosts.
/// </summary>
internal sealed class Visit : IAsyncDisposable
{
    private static readonly Regex Anything = new(".", RegexOptions.None, TimeSpan.FromSeconds(1));

    // A colour that is on its way to that of another look is right in neither. What never ends is not waited for.
    private const string Settled =
        """
        () => {
          const roots = root => [root, ...[...root.querySelectorAll('*')].flatMap(one => one.shadowRoot ? roots(one.shadowRoot) : [])];
          const moving = roots(document).flatMap(root => root.getAnimations())
            .filter(animation => animation.effect.getComputedTiming().endTime < Infinity);
          return Promise.allSettled(moving.map(animation => animation.finished));
        }
        """;

    private readonly IBrowserContext _context;
    private readonly ConsoleSite _site;
    private readonly List<string> _faults = [];
    private Look _look;

    private Visit(IBrowserContext context, IPage page, ConsoleSite site, Look look)
    {
        (_context, Page, _site, _look) = (context, page, site, look);
        var address = site.Server.Address;
        page.Console += (_, message) =>
        {
            // Browsers write down that there is no such page.
            var isMissingPage = message.Text.Contains(" 404 ", StringComparison.Ordinal)
                && message.Location.StartsWith($"{page.Url}:", StringComparison.Ordinal);
            if (message.Type is "error" or "warning" && !isMissingPage) _faults.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => _faults.Add(error);
        page.Request += (_, request) =>
        {
            if (!IsOf(request.Url, $"{address}/") && !IsOf(request.Url, "data:"))
                _faults.Add($"asked {request.Url}");
        };
        page.WebSocket += (_, socket) =>
        {
            if (!IsOf(socket.Url, $"{address.Replace("http", "ws", StringComparison.Ordinal)}/"))
                _faults.Add($"asked {socket.Url}");
        };
    }

    /// <summary>For how many milliseconds what must come is waited for.</summary>
    public const int Patience = 30_000;

    private const int Height = 800;

    public IPage Page { get; }

    /// <summary>The dialog that asks for an act.</summary>
    public ILocator Dialog => Page.GetByRole(AriaRole.Alertdialog);

    /// <summary>What stands in the dialog.</summary>
    public ILocator InDialog => Page.Locator("fluent-dialog-body");

    /// <summary>Opens a console by its one-time address.</summary>
    /// <param name="site">The console.</param>
    /// <param name="look">How the browser is; null for the usual.</param>
    public static async Task<Visit> OpenAsync(ConsoleSite site, Look? look = null)
    {
        look ??= Look.Usual;
        var browser = await Chromium.GetAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = look.Width, Height = Height },
            ColorScheme = look.Scheme,
            TimezoneId = "Asia/Kolkata",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        var visit = new Visit(context, await context.NewPageAsync(), site, look);
        await site.OpenAsync(address => visit.Page.GotoAsync(address));
        return visit;
    }

    /// <summary>Has the browser be otherwise, and the page that is shown with it.</summary>
    public async Task LookAsync(Look look)
    {
        _look = look;
        await Page.SetViewportSizeAsync(look.Width, Height);
        await Page.EmulateMediaAsync(new() { ColorScheme = look.Scheme });
        var dark = Page.Locator("body[data-theme=dark]");
        await Assertions.Expect(dark).ToHaveCountAsync(look.Scheme == ColorScheme.Dark ? 1 : 0);
    }

    /// <summary>Goes to an address of the console, and waits until what it shows was read and it can be acted on.</summary>
    /// <param name="path">The path.</param>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(_site.Server.Address + path);
        await ReadAsync();
    }

    /// <summary>Waits until what the page shows was read and it can be acted on.</summary>
    public async Task ReadAsync()
    {
        try
        {
            await Assertions.Expect(Page.Locator("main[data-live] h1")).ToBeVisibleAsync();
            await Assertions.Expect(Page.GetByText("Reading …")).ToHaveCountAsync(0);
        }
        catch (PlaywrightException)
        {
            AssertClean(); // It says why.
            throw;
        }
    }

    /// <summary>
    /// Sees that what is shown now has no fault that axe finds, fits into the window's width, and that nothing went wrong until now. A
    /// picture of it is taken where the environment says so (<see cref="Pictures"/>).
    /// </summary>
    /// <param name="name">The picture's name; null for none.</param>
    public async Task CheckAsync(string? name = null)
    {
        await Page.EvaluateAsync(Settled);
        if (name is not null) await Pictures.TakeAsync(Page, name + _look.Suffix);
        var found = await Axe.RunAsync(Page);
        Assert.True(found.Count == 0, string.Join('\n', found));
        Assert.True(
            await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"),
            "The page is wider than the window.");
        AssertClean();
    }

    /// <summary><see cref="CheckAsync"/> in every look, the one that the page came in first.</summary>
    public async Task CheckEveryLookAsync(string name)
    {
        await CheckAsync(name);
        foreach (var look in _look.Others)
        {
            await LookAsync(look);
            await CheckAsync(name);
        }
    }

    /// <summary>The text field of that label.</summary>
    public ILocator Field(string label) => Page.GetByRole(AriaRole.Textbox, new() { Name = label });

    /// <summary>Presses the button that offers an act, and waits until the dialog asks.</summary>
    public async Task PressAsync(string button)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(Dialog).ToBeVisibleAsync();
        await Assertions.Expect(Dialog).ToHaveAccessibleNameAsync(Anything); // It is named once it is there.
    }

    /// <summary>Sees that the dialog shows the command that does the same, and that the command line takes it.</summary>
    public async Task ExpectCommandAsync(string command)
    {
        await Assertions.Expect(InDialog.Locator(".command code")).ToHaveTextAsync(command);
        await CommandSyntax.AssertTakenAsync(command);
    }

    /// <summary>Agrees to an act, waits until it is done, and closes the dialog.</summary>
    /// <param name="verb">What the button says.</param>
    /// <param name="outcome">What it is told then.</param>
    public async Task AgreeAsync(string verb, string outcome)
    {
        await InDialog.GetByRole(AriaRole.Button, new() { Name = verb, Exact = true }).ClickAsync();
        await Assertions.Expect(InDialog).ToContainTextAsync(outcome);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Assertions.Expect(Dialog).ToHaveCountAsync(0);
    }

    /// <summary>Sees that nothing went wrong until now.</summary>
    public void AssertClean()
    {
        var faults = _faults.Concat(_site.Log.Lines).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults)); // Whole, so that a fault that is rare can be understood.
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private static bool IsOf(string url, string start) => url.StartsWith(start, StringComparison.Ordinal);
}
