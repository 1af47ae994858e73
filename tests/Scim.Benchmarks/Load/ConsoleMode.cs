using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Scim.Benchmarks.Hosting;
using Scim.Console;
using Scim.LocalHost.Azurite;
using Scim.Operations;
using Scim.Operations.Accounts;
using Scim.Operations.Importing;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Users;
using static System.FormattableString;

namespace Scim.Benchmarks.Load;

/// <summary>
/// How long pages of the console take in the installed Chromium, from the address to what they show, drawn, and until they can be acted
/// on; by a link inside; and live activity from the writing of an entry to its line. Over storage in memory, or an Azurite of its own.
/// </summary>
internal static class ConsoleMode
{
    private const string Account = "tenant-1";
    private const string Page = $"/accounts/{Account}";

    // What stands there when a page has its connection.
    private const string Ready = "main[data-live]";

    // What each page shows when it has read.
    private static IEnumerable<(string Path, string Shown)> PagesFor(string named) =>
    [
        ("/accounts", $"a[href='{Page}']"),
        (Page, "section.card"),
        ($"{Page}/users", "table.rows tbody tr"),
        ($"{Page}/users?named={Uri.EscapeDataString(named)}", "table.rows tbody tr"),
        ($"{Page}/users?filter=userName%20sw%20%22a%22", "table.rows tbody tr"),
        ($"{Page}/traffic", "table.rows tbody tr"),
        ($"{Page}/refusals", "article.card"),
        ($"{Page}/activity", "table.activity tbody tr"),
    ];

    /// <param name="users">How many users the account has.</param>
    /// <param name="runs">How often each page is opened.</param>
    /// <param name="overAzurite">False for storage in memory.</param>
    /// <param name="browser">The path of Chromium.</param>
    /// <param name="only">What the paths of the only pages to open end with; null for all.</param>
    public static async Task RunAsync(int users, int runs, bool overAzurite, string browser, string? only)
    {
        await using var azurite = overAzurite ? await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None) : null;
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        ScimHost.AddTo(services, new StorageCost(TimeSpan.Zero, TimeSpan.Zero), azurite?.ConnectionString);
        await using var provider = services.AddScimOperations().BuildServiceProvider();
        var named = await FillAsync(provider, users);
        var log = provider.GetRequiredService<IRequestLog>();
        await WriteDayAsync(log);
        // What was made within the last minute is followed as something new.
        await Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System);
        await using var console = await ConsoleServer.StartAsync(provider, new ConsoleOptions("benchmark"), CancellationToken.None);

        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = browser, ChromiumSandbox = false });
        var page = await chromium.NewPageAsync();
        await page.GotoAsync(console.NewOneTimeAddress());
        await page.Locator(Ready).WaitForAsync();
        System.Console.WriteLine(Invariant(
            $"## Pages of the console, {users:N0} users {(overAzurite ? "over Azurite" : "in memory")}, {runs} times each\n"));
        var rows = new List<IReadOnlyList<object>>();
        foreach (var (path, shown) in PagesFor(named).Where(page => only is null || page.Path.EndsWith(only, StringComparison.Ordinal)))
        {
            var (seen, ready) = await VisitAsync(page, console.Address + path, shown, runs);
            var linked = path.Contains('?', StringComparison.Ordinal) ? [] : await FollowAsync(page, console.Address, path, shown, runs);
            rows.Add(
                [$"`{path.Split('=')[0]}`", Median(seen), seen.Max(), Median(ready), linked.Count == 0 ? "" : Median(linked)]);
        }
        System.Console.WriteLine(MarkdownTable.Of(["", "shown, median ms", "longest", "can be acted on", "by a link"], rows));
        await WatchAsync(page, console.Address, log, runs);
    }

    /// <summary>Loads an address anew: until it is shown, and until it can be acted on.</summary>
    private static async Task<(List<double> Shown, List<double> Ready)> VisitAsync(IPage page, string address, string shown, int runs)
    {
        var (seen, ready) = (new List<double>(), new List<double>());
        for (var run = 0; run <= runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
            await DrawnAsync(page, shown);
            var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            await page.Locator(Ready).WaitForAsync();
            if (run == 0) continue; // It warms up.
            seen.Add(elapsed);
            ready.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return (seen, ready);
    }

    /// <summary>Goes there by a link of another page, time and again.</summary>
    private static async Task<List<double>> FollowAsync(IPage page, string address, string path, string shown, int runs)
    {
        var times = new List<double>();
        for (var run = 0; run <= runs; run++)
        {
            await page.GotoAsync(address + (path == Page ? "/accounts" : Page));
            await page.Locator(Ready).WaitForAsync();
            var link = page.Locator($"a[href='{path}']").First;
            await link.WaitForAsync();
            var start = Stopwatch.GetTimestamp();
            await link.ClickAsync();
            await page.WaitForURLAsync(address + path, new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit });
            await DrawnAsync(page, shown);
            if (run > 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return times;
    }

    /// <summary>Waits until something is on the screen: the browser asks for a frame when it draws, and goes on when it has.</summary>
    private static async Task DrawnAsync(IPage page, string shown)
    {
        await page.Locator(shown).First.WaitForAsync();
        await page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)))");
    }

    /// <summary>Makes the account with invented users; the <c>userName</c> of one.</summary>
    private static async Task<string> FillAsync(IServiceProvider provider, int users)
    {
        var accounts = provider.GetRequiredService<AccountOperations>();
        await accounts.CreateAsync(Id, new LicenceCount(null), Strictness.Lenient, default);
        var row = await accounts.FindInUseAsync(Id, default);
        var imports = provider.GetRequiredService<UserImports>();
        await foreach (var user in imports.InventAsync(new OperatorIdentity(Client), row, users, default))
        {
            if (user.Result != ImportResult.Created)
                throw new InvalidOperationException("A user was not created.");
        }
        var first = await provider.GetRequiredService<IUserStore>()
            .ListAsync(Id, new UserQuery { Type = UserType.Default, Count = 1 }, default);
        return (string)first.Users[0].Core[UserResource.UserName]!; // Every user has one.
    }

    private static async Task WatchAsync(IPage page, string address, IRequestLog log, int runs)
    {
        await page.GotoAsync($"{address}{Page}/activity");
        var times = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var detail = Invariant($"live {run}.");
            var start = Stopwatch.GetTimestamp();
            await log.WriteAsync(new RequestBatch(Id, [Refused(TimeProvider.System.GetUtcNow(), detail)], []), default);
            await page.GetByText(detail).First.WaitForAsync();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        System.Console.WriteLine(
            Invariant($"A request shows in the live activity after {Median(times):N0} ms at the median, {times.Max():N0} at most."));
    }

    private static AccountId Id => AccountId.Parse(Account);

    /// <summary>A day of one client: counts of each minute, and 2,000 refusals.</summary>
    private static async Task WriteDayAsync(IRequestLog log)
    {
        const int Minutes = 24 * 60, Refusals = 2_000;
        var now = TimeProvider.System.GetUtcNow();
        var minute = new DateTimeOffset(now.UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        foreach (var some in Enumerable.Range(0, Minutes).Chunk(RequestBatch.Most))
            await log.WriteAsync(new RequestBatch(Id, [], [.. some.Select(ago => Counts(minute.AddMinutes(-ago)))]), default);
        foreach (var some in Enumerable.Range(0, Refusals).Chunk(RequestBatch.Most))
        {
            var entries = some.Select(number => Refused(now.AddSeconds(-40 * number), "userName is taken by another user."));
            await log.WriteAsync(new RequestBatch(Id, [.. entries], []), default);
        }
    }

    private static RequestTraffic Counts(DateTimeOffset minute) => new(Id, minute, Client, "one")
    {
        Answered = [new("CreateUser", 2, 20), new("PatchUser", 2, 70), new("CreateUser", 4, 2)],
        Duration = TimeSpan.FromSeconds(2),
        Longest = TimeSpan.FromMilliseconds(340),
    };

    private static LoggedRequest Refused(DateTimeOffset when, string detail) => new()
    {
        Id = Guid.NewGuid(),
        Account = Id,
        When = when,
        Client = Client,
        Method = "POST",
        Route = "/Users",
        Operation = "CreateUser",
        Status = 409,
        Type = "uniqueness",
        Detail = detail,
        Attributes = ["userName", "name"],
        Duration = TimeSpan.FromMilliseconds(12),
        CorrelationId = Guid.NewGuid().ToString("N"),
    };

    private static ClientId Client => ClientId.Parse(Account);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
