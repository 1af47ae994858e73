using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.LocalHost;
using Scim.LocalHost.Demo;
using Scim.LocalHost.Settings;
using Scim.Storage.Tables;

namespace Scim.Testing.Functions;

/// <summary>Starts the published app under the stand-in host, with the demo account that a local host has.</summary>
public static class FunctionsHosts
{
    private static readonly string[] NotOfTheApp = ["Urls", "Demo:", "LocalHost:"];

    /// <summary>
    /// Starts a host on the Azurite of this test process: unlimited licences and 10,000 requests per second unless
    /// <paramref name="settings"/> say otherwise.
    /// </summary>
    public static async Task<FunctionsHost> StartAsync(
        string tablePrefix, Dictionary<string, string> settings, CancellationToken cancellationToken) =>
        await StartAsync(await LocalHosts.SettingsAsync(tablePrefix, settings), cancellationToken);

    /// <summary>Starts a host as the settings of a local host say.</summary>
    internal static async Task<FunctionsHost> StartAsync(
        Dictionary<string, string> settings, CancellationToken cancellationToken, string urls = "http://127.0.0.1:0")
    {
        var local = LocalHostSettings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
                .Build());
        if (local.Storage is not { } storage) throw new ArgumentException("The settings name no storage.", nameof(settings));
        await SeedAsync(storage, local, cancellationToken);
        return await FunctionsHost.StartAsync(
            await PublishedApp.EnsureAsync(),
            settings.Where(setting => !NotOfTheApp.Any(name => setting.Key.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
                .ToDictionary(),
            cancellationToken,
            urls);
    }

    /// <summary>Makes the demo account and its client through the stores, as an operator does.</summary>
    private static async Task SeedAsync(StorageSettings storage, LocalHostSettings settings, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection()
            .AddScimTableStorage(new TableStorageOptions
            {
                ConnectionString = storage.ConnectionString,
                Endpoint = storage.Endpoint,
                TablePrefix = settings.TablePrefix,
            })
            .AddSingleton<DemoAccount>()
            .BuildServiceProvider();
        await StorageStart.RunAsync(services, storage, settings.Demo, cancellationToken);
    }
}
