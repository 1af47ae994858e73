using Microsoft.Extensions.DependencyInjection;
using Scim.LocalHost.Demo;
using Scim.LocalHost.Settings;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Storage.Tables;
using Scim.Testing;

namespace Scim.LocalHost.Tests.Demo;

public sealed class DemoAccountTests(AzuriteInstance azurite) : IClassFixture<AzuriteInstance>
{
    private static readonly DemoSettings Settings = new(25, RateLimit.Default);

    private readonly string _prefix = AzuriteInstance.NewTablePrefix();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_hosts_seed_at_once()
    {
        await using var host = NewHost();
        await host.GetRequiredService<IStorageProbe>().CheckAsync(Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var other = NewHost();
            await other.GetRequiredService<DemoAccount>().SeedAsync(Settings, Cancellation);
        }));

        Assert.Equal((25, RateLimit.Default), await SeededAsync(host));
        var client = await host.GetRequiredService<IClientStore>().FindAsync(ClientId.Parse("demo"), Cancellation);
        Assert.Equal(SecretHash.Of("demo-secret"), Assert.Single(client!.Secrets).Hash);
    }

    [Fact]
    public async Task The_settings_of_the_last_start_count()
    {
        await using var host = NewHost();
        await host.GetRequiredService<IStorageProbe>().CheckAsync(Cancellation);
        var demo = host.GetRequiredService<DemoAccount>();
        await demo.SeedAsync(Settings, Cancellation);

        await demo.SeedAsync(new DemoSettings(null, new RateLimit(0.5, 9)), Cancellation);
        Assert.Equal((null, new RateLimit(0.5, 9)), await SeededAsync(host));

        await demo.SeedAsync(new DemoSettings(1, new RateLimit(10_000, 10_000)), Cancellation);
        Assert.Equal((1, new RateLimit(10_000, 10_000)), await SeededAsync(host));
    }

    [Fact]
    public async Task A_client_of_another_account_is_left_alone()
    {
        await using var host = NewHost();
        await host.GetRequiredService<IStorageProbe>().CheckAsync(Cancellation);
        var clients = host.GetRequiredService<IClientStore>();
        await clients.AddAsync(
            new OAuthClient
            {
                Id = ClientId.Parse("demo"),
                Account = AccountId.Parse("other"),
                Secrets = [],
                Scopes = [],
                RateLimit = RateLimit.Default,
            },
            Cancellation);

        var failure = await Assert.ThrowsAsync<StartException>(
            () => host.GetRequiredService<DemoAccount>().SeedAsync(Settings, Cancellation));

        Assert.Contains("TableStorage:TablePrefix", failure.Message, StringComparison.Ordinal);
        Assert.Empty((await clients.FindAsync(ClientId.Parse("demo"), Cancellation))!.Secrets);
    }

    private ServiceProvider NewHost()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddScimTableStorage(new TableStorageOptions { ConnectionString = azurite.ConnectionString, TablePrefix = _prefix });
        services.AddSingleton<DemoAccount>();
        return services.BuildServiceProvider();
    }

    private static async Task<(int? Licences, RateLimit RateLimit)> SeededAsync(ServiceProvider host)
    {
        var account = await host.GetRequiredService<IAccountStore>().FindAsync(AccountId.Parse("demo"), Cancellation);
        var client = await host.GetRequiredService<IClientStore>().FindAsync(ClientId.Parse("demo"), Cancellation);
        return (account!.LicencesOwned, client!.RateLimit);
    }
}
