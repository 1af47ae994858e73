using System.Net;
using Azure.Data.Tables;
using Scim.Events;
using Scim.Hosting.Telemetry;
using Scim.Http;
using Scim.Http.Addresses;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Upkeep;
using Scim.Storage.Tables;

namespace Scim.LocalHost.Settings;

/// <summary>What the configuration says.</summary>
/// <param name="Urls">Where to listen, addresses separated by semicolons.</param>
/// <param name="PublicBaseUrl">
/// The address under which clients reach it; empty for the names that it listens on and those of the loopback.
/// </param>
/// <param name="Storage">The storage to use; null to start an Azurite.</param>
/// <param name="TablePrefix">Put before the name of each table.</param>
/// <param name="DataPath">The folder that keeps the Azurite's data.</param>
/// <param name="StopWhenInputEnds">Stop when standard input ends, so that the host ends with a process that started it.</param>
/// <param name="HasConsole">Start the operator's console, too.</param>
/// <param name="Demo">The account to seed.</param>
/// <param name="Events">Settings of streams; without signing keys those of the data folder are used.</param>
/// <param name="Retention">How long what grows old is kept.</param>
internal sealed record LocalHostSettings(
    string Urls,
    string PublicBaseUrl,
    StorageSettings? Storage,
    string TablePrefix,
    string DataPath,
    bool StopWhenInputEnds,
    bool HasConsole,
    DemoSettings Demo,
    EventOptions Events,
    Retention Retention)
{
    private const string DefaultUrls = "http://localhost:7071";
    private const string DefaultTablePrefix = "Scim";
    private const string DefaultDataPath = ".data";
    private const int DefaultLicences = 25;

    /// <summary>The names that it listens on: where that is every address, the machine's name too.</summary>
    public OwnHosts OwnHosts => new(Addresses(Urls)
        .Select(address => address.Host)
        .SelectMany(host => host is "*" or "+" or "0.0.0.0" or "[::]" ? [Dns.GetHostName()] : (string[])[host]));

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="StartException">Values are wrong; the message names each of them.</exception>
    public static LocalHostSettings Read(IConfiguration configuration)
    {
        var values = new SettingsReader(configuration);
        var settings = new LocalHostSettings(
            values.Text("Urls", DefaultUrls, AreAddresses, "must be addresses such as http://localhost:7071, separated by semicolons"),
            values.Text("Scim:PublicBaseUrl", "", IsBaseUrl, "must be http(s)://host[:port][/prefix], without /scim/v2, which is appended"),
            ReadStorage(values),
            values.Text(
                "TableStorage:TablePrefix",
                DefaultTablePrefix,
                TableStorageOptions.IsTablePrefix,
                "must be at most 51 letters and digits and begin with a letter"),
            values.Text("LocalHost:DataPath", DefaultDataPath, path => !path.Contains('\0', StringComparison.Ordinal), "must be a folder"),
            values.Flag("LocalHost:StopWhenInputEnds"),
            values.Flag("LocalHost:Console", fallback: true),
            new DemoSettings(
                values.Licences("Demo:Licences", DefaultLicences),
                new RateLimit(
                    values.Number("Demo:RequestsPerSecond", RateLimit.Default.PerSecond, over: 0, to: 1_000_000),
                    values.WholeNumber("Demo:Burst", RateLimit.Default.Burst, from: 1, to: 1_000_000))),
            ReadEvents(values),
            Retention.OfDays(
                values.WholeNumberOrNone("Requests:RetentionDays", from: 1, to: Retention.MostRequestDays),
                values.WholeNumberOrNone("Audit:RetentionDays", from: 1, to: Retention.MostAuditDays)));
        foreach (var wrong in TelemetryServices.ErrorsOf(configuration)) values.Wrong(wrong);
        values.ThrowIfWrong("TableStorage", "LocalHost", "Demo", "Scim", "Events", "Requests", "Audit");
        return settings;
    }

    private static EventOptions ReadEvents(SettingsReader values)
    {
        var events = new EventOptions
        {
            SigningKeys = values.Text("Events:SigningKeys", "", _ => true, ""), // What is wrong with them is told when they are read.
            AllowPrivateAddresses = values.Flag("Events:AllowPrivateAddresses"),
        };
        foreach (var (name, value) in values.Below("Events:Authorization")) events.Authorization[name] = value;
        return events;
    }

    private static StorageSettings? ReadStorage(SettingsReader values)
    {
        var connectionString = values.Text(
            "TableStorage:ConnectionString",
            "",
            TableStorageOptions.IsConnectionString,
            "must be the connection string of a storage account");
        var endpoint = values.Text("TableStorage:Endpoint", "", IsEndpoint, "must be the https address of a table service");
        if (connectionString.Length > 0 && endpoint.Length > 0)
            values.Wrong("TableStorage:ConnectionString and TableStorage:Endpoint exclude each other: set one");
        return (connectionString.Length, endpoint.Length) switch
        {
            ( > 0, _) => new StorageSettings(connectionString, null),
            (_, > 0) => new StorageSettings(null, new Uri(endpoint)),
            _ => null,
        };
    }

    private static bool AreAddresses(string urls)
    {
        try
        {
            var addresses = Addresses(urls).ToList();
            return addresses.Count > 0 && addresses.TrueForAll(IsHttpAddress);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static IEnumerable<BindingAddress> Addresses(string urls) =>
        urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(BindingAddress.Parse);

    private static bool IsBaseUrl(string url) => !new ScimHttpOptions { PublicBaseUrl = url }.Errors().Any();

    private static bool IsHttpAddress(BindingAddress address) =>
        address is { Scheme: "http" or "https", PathBase: "", Port: <= ushort.MaxValue }
        && (address.Host is "*" or "+" || Uri.CheckHostName(address.Host) != UriHostNameType.Unknown);

    private static bool IsEndpoint(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
}

/// <summary>A storage of the user's own: one of the two is set.</summary>
/// <param name="ConnectionString">With the key of the account.</param>
/// <param name="Endpoint">The table endpoint, used with the Azure credential at hand.</param>
internal sealed record StorageSettings(string? ConnectionString, Uri? Endpoint)
{
    /// <summary>Where it is.</summary>
    public string Address { get; } = (Endpoint ?? new TableServiceClient(ConnectionString).Uri).GetLeftPart(UriPartial.Path);

    /// <summary>True for an emulator: an address of this machine, or the account that every Azurite has.</summary>
    public bool IsLocal => new Uri(Address) is var uri && (uri.IsLoopback || uri.AbsolutePath.Trim('/') == "devstoreaccount1");
}

/// <summary>The demo account.</summary>
/// <param name="Licences">How many users may be active; null for no limit.</param>
/// <param name="RateLimit">How fast its client may call.</param>
internal sealed record DemoSettings(int? Licences, RateLimit RateLimit);
