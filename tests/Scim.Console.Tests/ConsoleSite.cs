using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Operations;
using Scim.Operations.Accounts;
using Scim.Operations.Clients;
using Scim.Operations.Connectors;
using Scim.Operations.Importing;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Tables;
using Scim.Testing;

namespace Scim.Console.Tests;

/// <summary>A console in this process, on tables of its own in the Azurite of this process.</summary>
internal sealed class ConsoleSite : IAsyncDisposable
{
    private static readonly OperatorIdentity Ada = new(ClientId.Parse("ada"));

    private readonly ServiceProvider _services;
    private readonly SemaphoreSlim _opening = new(1);

    private ConsoleSite(ServiceProvider services, ConsoleServer server, LogLines log) => (_services, Server, Log) = (services, server, log);

    /// <summary>What the console says of its own faults.</summary>
    public LogLines Log { get; }

    public ConsoleServer Server { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts a console without an account.</summary>
    /// <param name="isReadOnly">Whether it is read-only.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="prefix">The tables; null for new ones.</param>
    public static async Task<ConsoleSite> StartAsync(bool isReadOnly = false, TimeProvider? time = null, string? prefix = null)
    {
        var services = new ServiceCollection()
            .AddSingleton(time ?? TimeProvider.System)
            .AddLogging()
            .AddScimTableStorage(new TableStorageOptions
            {
                ConnectionString = (await AzuriteInstance.GetProcessAsync()).ConnectionString,
                TablePrefix = prefix ?? AzuriteInstance.NewTablePrefix(),
            })
            .AddScimProvisioning()
            .AddScimOperations()
            .BuildServiceProvider();
        await services.GetRequiredService<IStorageProbe>().CheckAsync(Cancel);
        var log = new LogLines();
        var options = new ConsoleOptions("http://127.0.0.1:10002/devstoreaccount1, tables Scim*")
        {
            IsReadOnly = isReadOnly,
            Faults = log,
            LongestOfDocument = TimeSpan.FromMinutes(1), // So that how fast the machine is says nothing of what a document shows.
        };
        return new ConsoleSite(services, await ConsoleServer.StartAsync(services, options, Cancel), log);
    }

    /// <summary>Opens the console: only the newest one-time address works, so that browsers come one by one.</summary>
    /// <param name="go">Goes to the one-time address.</param>
    public async Task OpenAsync(Func<string, Task> go)
    {
        await _opening.WaitAsync(Cancel);
        try
        {
            await go(Server.NewOneTimeAddress());
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>A group of use cases, or a service beneath.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Makes an account.</summary>
    public async Task<AccountId> AddAccountAsync(string name, int? licences = null)
    {
        var account = AccountId.Parse(name);
        await Get<AccountOperations>().CreateAsync(account, new LicenceCount(licences), Strictness.Lenient, Cancel);
        return account;
    }

    /// <summary>Creates users as a client does.</summary>
    public async Task AddUsersAsync(AccountId account, params IEnumerable<string> userNames)
    {
        foreach (var name in userNames)
        {
            var body = JsonSerializer.SerializeToElement(new { userName = name, name = new { givenName = name, familyName = name } });
            await Get<UserService>().CreateAsync(Ada.CallFor(account, ReadingRules.Default), body, Cancel);
        }
    }

    /// <summary>Creates invented users.</summary>
    public async Task InventUsersAsync(AccountId account, int users)
    {
        var row = await Get<AccountOperations>().FindInUseAsync(account, Cancel);
        await foreach (var user in Get<UserImports>().InventAsync(Ada, row, users, Cancel))
            Assert.Equal(ImportResult.Created, user.Result);
    }

    /// <summary>Makes a client with two secrets, one with a token, and one whose trust has harmful names.</summary>
    public async Task AddClientsAsync(AccountId account)
    {
        var (connectors, clients) = (Get<ConnectorOperations>(), Get<ClientOperations>());
        var entra = await connectors.CreateAsync(new ClientOrder(account) { Profile = ConnectorProfiles.Entra }, Cancel);
        await clients.RotateSecretAsync(entra.Created.Client.Id, lifetime: null, Cancel);
        await connectors.CreateAsync(new ClientOrder(account) { Profile = ConnectorProfiles.Okta }, Cancel);
        var trust = new TrustOrder(
            "<img src=x onerror=document.title='owned'>", "reversed\u202Egnp.exe", "api", "https://idp.example.com/keys", null);
        await connectors.CreateAsync(new ClientOrder(account) { Profile = ConnectorProfiles.Entra, Trust = trust }, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _services.DisposeAsync();
        _opening.Dispose();
    }
}
