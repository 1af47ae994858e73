using Scim.Console.Tests.Requests;
using Scim.Console.Tests.Schemas;
using Scim.Console.Tests.Streams;

namespace Scim.Console.Tests.Browsing;

/// <summary>
/// A console with three accounts: <c>acme</c> has 2,000 users, among them some with all kinds of names, and a day of requests;
/// <c>globex</c> has too few licences, <c>initech</c> nothing. All test classes share it, at the same time: whoever changes something
/// makes an account of its own there. It ends with the process.
/// </summary>
public sealed class SeededConsole : IAsyncLifetime
{
    private static readonly Lazy<Task<ConsoleSite>> Shared = new(SeedAsync);

    private ConsoleSite? _site;

    /// <summary>Names that would do harm, or look wrong, where they were not shown as text.</summary>
    public static IReadOnlyList<string> HostileNames { get; } =
    [
        "<script>document.title='owned'</script>@example.com",
        "\"><img src=x onerror=document.title='owned'>",
        "o'brien & \"sons\"@example.com",
        "javascript:document.title='owned'",
        "עברית@example.com",
        "reversed\u202Egnp.exe@example.com",
        "{{7*7}}${7*7}<%= 7*7 %>@example.com",
        new string('w', 300) + "@example.com",
    ];

    /// <summary>The pages by their paths, with names for their pictures.</summary>
    internal static IReadOnlyList<(string Path, string Name)> Pages { get; } =
    [
        ("/accounts/acme", "account"),
        ("/accounts/globex", "account-short"),
        ("/accounts/initech", "account-empty"),
        ("/accounts/acme/settings", "account-settings"),
        ("/accounts/acme/users", "users"),
        ("/accounts/acme/users?named=user007@acme.example", "users-found"),
        ("/accounts/acme/users?filter=userName%20eq", "users-refused"),
        ("/accounts/globex/users?waiting=true", "users-waiting"),
        ("/accounts/acme/users?named=nobody", "users-not-found"),
        ("/accounts/initech/users", "users-none"),
        ("/accounts/acme/users/0198c5d2-7f3a-7c1e-9b2d-4e5f60718293", "user-gone"),
        ("/accounts/acme/users/nobody", "user-no-id"),
        ("/accounts/acme/check", "account-check"),
        ("/check", "check"),
        ("/accounts/acme/traffic", "traffic"),
        ("/accounts/initech/traffic?by=day", "traffic-empty"),
        ("/accounts/acme/refusals", "refusals"),
        ("/accounts/initech/refusals", "refusals-empty"),
        ("/accounts/acme/activity", "activity"),
        ("/accounts/acme/activity?status=4xx&client=entra-acme", "activity-filtered"),
        ("/accounts/acme/activity?status=no", "activity-refused"),
        ("/accounts/initech/activity", "activity-empty"),
        ("/accounts/acme/clients", "clients"),
        ("/accounts/initech/clients", "clients-none"),
        ("/accounts/acme/connect", "connect"),
        ("/accounts/acme/connect?for=onelogin", "connect-onelogin"),
        ("/accounts/initech/connect?for=okta", "connect-none"),
        ("/accounts/acme/streams", "streams"),
        ("/accounts/initech/streams", "streams-none"),
        ("/accounts/acme/streams/nothing/set-aside", "set-aside-no-id"),
        ("/accounts/acme/schemas", "schemas"),
        ("/create/account", "create-account"),
        ("/accounts/nobody", "no-account"),
        ("/nowhere", "not-found"),
    ];

    /// <summary>Those of the pages that docs/console.md shows.</summary>
    internal static IEnumerable<string> Shown { get; } =
    [
        "accounts", "account", "users", "traffic", "refusals", "activity", "clients", "connect", "streams", "set-aside", "schemas",
        "account-settings", "account-check", "create-account",
    ];

    internal ConsoleSite Site => _site ?? throw new InvalidOperationException("The fixture is not initialised.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _site = await Shared.Value;

    /// <summary>Leaves the console to the other classes.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<ConsoleSite> SeedAsync()
    {
        var site = await ConsoleSite.StartAsync();
        var acme = await site.AddAccountAsync("acme", licences: 2_500);
        await site.AddUsersAsync(acme, HostileNames);
        await site.AddUsersAsync(acme, Enumerable.Range(1, 120).Select(number => $"user{number:000}@acme.example"));
        await site.InventUsersAsync(acme, 2_000 - 120 - HostileNames.Count);
        await RequestLogSeed.WriteDayAsync(site, acme);
        await site.AddClientsAsync(acme);
        await StreamSeed.WriteAsync(site, acme);
        await SchemaSeed.AddAsync(site, acme, SchemaSeed.HostileDocument);
        var globex = await site.AddAccountAsync("globex", licences: 3);
        await site.AddUsersAsync(globex, Enumerable.Range(1, 5).Select(number => $"user{number}@globex.example"));
        await site.AddAccountAsync("initech");
        return site;
    }
}
