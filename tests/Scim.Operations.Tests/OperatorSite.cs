using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Scim.Operations.Accounts;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;

namespace Scim.Operations.Tests;

/// <summary>The operator's use cases over storage in memory, with the account <c>acme</c>.</summary>
internal sealed class OperatorSite : IAsyncDisposable
{
    public static readonly AccountId Acme = AccountId.Parse("acme");

    public static readonly OperatorIdentity Ada = new(ClientId.Parse("ada"));

    private readonly ServiceProvider _services;

    private OperatorSite(Action<IServiceCollection>? replace)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time);
        Storage.AddTo(services);
        services.AddSingleton(Integrity.Object);
        replace?.Invoke(services);
        _services = services.AddScimProvisioning().AddScimOperations().BuildServiceProvider();
    }

    public ObservedClock Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public InMemoryStorage Storage { get; } = new();

    public Mock<IIntegrityCheck> Integrity { get; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A site whose account has that many licences.</summary>
    /// <param name="licences">How many; null for no limit.</param>
    /// <param name="replace">Puts something in place of a port.</param>
    public static async Task<OperatorSite> StartAsync(int? licences = null, Action<IServiceCollection>? replace = null)
    {
        var site = new OperatorSite(replace);
        await site.Get<AccountOperations>().CreateAsync(Acme, new LicenceCount(licences), Strictness.Lenient, Cancel);
        return site;
    }

    /// <summary>A group of use cases, or a service beneath.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Creates a user as a client does.</summary>
    public Task<UserRecord> CreateUserAsync(string userName)
    {
        Time.Advance(TimeSpan.FromMinutes(1));
        var body = JsonElement.Parse($$$"""{"userName":"{{{userName}}}","name":{"givenName":"Ada","familyName":"Lovelace"}}""");
        return Get<UserService>().CreateAsync(Ada.CallFor(Acme, ReadingRules.Default), body, Cancel);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
