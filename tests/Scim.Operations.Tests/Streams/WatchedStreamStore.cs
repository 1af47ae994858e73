using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Operations.Tests.Streams;

/// <summary>Streams in a store, where somebody else does something once, just before a change.</summary>
internal sealed class WatchedStreamStore(IStreamStore inner) : IStreamStore
{
    /// <summary>What happens before the next change.</summary>
    public Func<Task>? BeforeUpdate { get; set; }

    public Task AddAsync(StreamRecord stream, CancellationToken cancellationToken) => inner.AddAsync(stream, cancellationToken);

    public Task<StreamRecord?> FindAsync(AccountId account, StreamId stream, CancellationToken cancellationToken) =>
        inner.FindAsync(account, stream, cancellationToken);

    public IAsyncEnumerable<StreamRecord> ListAsync(AccountId? account, CancellationToken cancellationToken) =>
        inner.ListAsync(account, cancellationToken);

    public async Task<StreamRecord?> UpdateAsync(StreamRecord changed, CancellationToken cancellationToken)
    {
        var before = BeforeUpdate;
        BeforeUpdate = null;
        if (before is not null)
            await before();
        return await inner.UpdateAsync(changed, cancellationToken);
    }

    public Task RemoveAsync(AccountId account, StreamId stream, CancellationToken cancellationToken) =>
        inner.RemoveAsync(account, stream, cancellationToken);

    public Task<StreamDelivery> FindDeliveryAsync(AccountId account, StreamId stream, CancellationToken cancellationToken) =>
        inner.FindDeliveryAsync(account, stream, cancellationToken);

    public Task<StreamDelivery?> WriteDeliveryAsync(StreamDelivery changed, CancellationToken cancellationToken) =>
        inner.WriteDeliveryAsync(changed, cancellationToken);
}
