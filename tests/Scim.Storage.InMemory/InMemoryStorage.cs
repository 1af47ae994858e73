using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;

namespace Scim.Storage.InMemory;

/// <summary>All ports in memory; several hosts may share one.</summary>
public sealed class InMemoryStorage : IStorageProbe
{
    public InMemoryStorage() => (Outbox, Integrity) = (new InMemoryOutbox(Users), new InMemoryIntegrityCheck(Users));

    public InMemoryUserStore Users { get; } = new();

    public InMemoryStreamStore Streams => Users.Streams;

    public InMemoryOutbox Outbox { get; }

    public InMemoryIntegrityCheck Integrity { get; }

    public InMemoryClientStore Clients { get; } = new();

    public InMemoryTokenStore Tokens { get; } = new();

    public InMemoryTokenBucketStore Buckets { get; } = new();

    public InMemoryRequestLog Requests { get; } = new();

    public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Registers the ports.</summary>
    public void AddTo(IServiceCollection services) => services
        .AddSingleton<IUserStore>(Users)
        .AddSingleton<IAccountStore>(Users)
        .AddSingleton<IAuditRetention>(Users)
        .AddSingleton<IStreamStore>(Streams)
        .AddSingleton<IOutbox>(Outbox)
        .AddSingleton<IClientStore>(Clients)
        .AddSingleton<ITokenStore>(Tokens)
        .AddSingleton<ITokenBucketStore>(Buckets)
        .AddSingleton<IRequestLog>(Requests)
        .AddSingleton<IIntegrityCheck>(Integrity)
        .AddSingleton<IStorageProbe>(this);
}
