using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;

namespace Scim.Http.Tests.Events;

/// <summary>Counts how often an outbox is looked at.</summary>
internal sealed class CountingOutbox : IOutbox
{
    private int _looks;

    public IOutbox Stored { get; set; } = null!; // Set before the service starts.

    public int Looks => Volatile.Read(ref _looks);

    public IAsyncEnumerable<IReadOnlyList<OutboxEvent>> PagesAsync(
        AccountId account, StreamId stream, EventId? after, int pageSize, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _looks);
        return Stored.PagesAsync(account, stream, after, pageSize, cancellationToken);
    }

    public IAsyncEnumerable<IReadOnlyList<OutboxKey>> KeysAsync(
        AccountId account, StreamId stream, EventId? from, EventId? before, CancellationToken cancellationToken) =>
        Stored.KeysAsync(account, stream, from, before, cancellationToken);

    public Task AddAsync(AccountId account, OutboxEvent added, CancellationToken cancellationToken) =>
        Stored.AddAsync(account, added, cancellationToken);

    public Task<IReadOnlyList<UserId>> AddForAsync(
        AccountId account, IReadOnlyList<(OutboxEvent Event, string UserTag)> events, CancellationToken cancellationToken) =>
        Stored.AddForAsync(account, events, cancellationToken);

    public Task<int> RemoveAsync(
        AccountId account, StreamId stream, IReadOnlyCollection<EventId> events, CancellationToken cancellationToken) =>
        Stored.RemoveAsync(account, stream, events, cancellationToken);

    public Task AcknowledgeAsync(
        AccountId account, StreamId stream, WriteId id, IReadOnlyCollection<EventId> events, CancellationToken cancellationToken) =>
        Stored.AcknowledgeAsync(account, stream, id, events, cancellationToken);

    public Task<int> RemoveAcknowledgedAsync(
        AccountId account, StreamId stream, DateTimeOffset before, CancellationToken cancellationToken) =>
        Stored.RemoveAcknowledgedAsync(account, stream, before, cancellationToken);

    public Task<int> RemoveAllAsync(AccountId account, StreamId stream, CancellationToken cancellationToken) =>
        Stored.RemoveAllAsync(account, stream, cancellationToken);

    public Task<bool> SetAsideAsync(AccountId account, StreamId stream, EventId id, string? reason, CancellationToken cancellationToken) =>
        Stored.SetAsideAsync(account, stream, id, reason, cancellationToken);
}
