using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Streams;

/// <summary>The streams of the accounts. Which of them a write makes events for stands in the account's row too.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when storage gives no definite answer in time.</remarks>
public interface IStreamStore
{
    /// <summary>Adds a stream. After a lost answer it may be called again: an equal one is taken as added.</summary>
    Task AddAsync(StreamRecord stream, CancellationToken cancellationToken);

    /// <summary>The stream of that account, deleted ones too while their rows are removed; or null.</summary>
    Task<StreamRecord?> FindAsync(AccountId account, StreamId stream, CancellationToken cancellationToken);

    /// <summary>The streams of an account, or of all accounts, by account and id; deleted ones too while their rows are removed.</summary>
    IAsyncEnumerable<StreamRecord> ListAsync(AccountId? account, CancellationToken cancellationToken);

    /// <summary>Changes a stream that is still as its tag says; as written, or null if it changed.</summary>
    Task<StreamRecord?> UpdateAsync(StreamRecord changed, CancellationToken cancellationToken);

    /// <summary>Removes a stream and what is noted of its delivery; its events are not touched.</summary>
    Task RemoveAsync(AccountId account, StreamId stream, CancellationToken cancellationToken);

    /// <summary>What is noted of the delivery; that of a new stream if nothing is.</summary>
    Task<StreamDelivery> FindDeliveryAsync(AccountId account, StreamId stream, CancellationToken cancellationToken);

    /// <summary>
    /// Notes something of the delivery, if the row is still as its tag says, or still is not there; as written, or null if it changed, also
    /// where a lost answer leaves open whose change it was.
    /// </summary>
    Task<StreamDelivery?> WriteDeliveryAsync(StreamDelivery changed, CancellationToken cancellationToken);
}
