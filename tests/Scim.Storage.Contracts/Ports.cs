using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;

namespace Scim.Storage.Contracts;

/// <summary>Everything that an implementation of storage offers, empty at first.</summary>
public sealed record Ports(
    IAccountStore Accounts,
    IAuditRetention Audit,
    IClientStore Clients,
    ITokenStore Tokens,
    ITokenBucketStore Buckets,
    IUserStore Users,
    IStreamStore Streams,
    IOutbox Outbox,
    IRequestLog Requests,
    IIntegrityCheck Integrity,
    IStorageProbe Probe);

/// <summary>What every implementation of a port must do.</summary>
public abstract class StorageContract : IAsyncLifetime
{
    private Ports? _ports;

    /// <summary>The implementation.</summary>
    protected Ports Ports => _ports ?? throw new InvalidOperationException("The test has not begun.");

    /// <summary>Ends the waits of a test that was stopped.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _ports = await OpenAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the implementation.</summary>
    protected abstract Task<Ports> OpenAsync();

    /// <summary>Disposes it.</summary>
    protected abstract Task CloseAsync();
}
