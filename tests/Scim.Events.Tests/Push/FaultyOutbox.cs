using System.Runtime.CompilerServices;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;

namespace Scim.Events.Tests.Push;

/// <summary>An outbox whose removals a test can hold up or fail, and whose pages can lack what its keys have.</summary>
internal sealed class FaultyOutbox(IOutbox inner) : IOutbox
{
    /// <summary>Called before a removal.</summary>
    public Func<Task> Removing { get; set; } = () => Task.CompletedTask;

    /// <summary>Called before the removal of all that a stream has.</summary>
    public Action RemovingAll { get; set; } = () => { };

    /// <summary>Called after a removal of what was acknowledged, whether or not it failed.</summary>
    public Action<StreamId> RemovedAcknowledged { get; set; } = _ => { };

    /// <summary>Keys that come first, though no page has them: of what is committed while a page is read.</summary>
    public Func<IReadOnlyList<OutboxKey>> Late { get; set; } = () => [];

    /// <summary>Called before keys are read.</summary>
    public Func<Task> ReadingKeys { get; set; } = () => Task.CompletedTask;

    /// <summary>How many reads there were.</summary>
    public int Reads { get; private set; }

    public IAsyncEnumerable<IReadOnlyList<OutboxEvent>> PagesAsync(
        AccountId account, StreamId stream, EventId? after, int pageSize, CancellationToken cancellationToken)
    {
        Reads++;
        return inner.PagesAsync(account, stream, after, pageSize, cancellationToken);
    }

    public async IAsyncEnumerable<IReadOnlyList<OutboxKey>> KeysAsync(
        AccountId account, StreamId stream, EventId? from, EventId? before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Reads++;
        await ReadingKeys();
        if (Late() is { Count: > 0 } late)
            yield return late;
        await foreach (var page in inner.KeysAsync(account, stream, from, before, cancellationToken))
            yield return page;
    }

    public Task AddAsync(AccountId account, OutboxEvent added, CancellationToken cancellationToken) =>
        inner.AddAsync(account, added, cancellationToken);

    public Task<IReadOnlyList<UserId>> AddForAsync(
        AccountId account, IReadOnlyList<(OutboxEvent Event, string UserTag)> events, CancellationToken cancellationToken) =>
        inner.AddForAsync(account, events, cancellationToken);

    public async Task<int> RemoveAsync(
        AccountId account, StreamId stream, IReadOnlyCollection<EventId> events, CancellationToken cancellationToken)
    {
        await Removing();
        return await inner.RemoveAsync(account, stream, events, cancellationToken);
    }

    public Task AcknowledgeAsync(
        AccountId account, StreamId stream, WriteId id, IReadOnlyCollection<EventId> events, CancellationToken cancellationToken) =>
        inner.AcknowledgeAsync(account, stream, id, events, cancellationToken);

    public async Task<int> RemoveAcknowledgedAsync(
        AccountId account, StreamId stream, DateTimeOffset before, CancellationToken cancellationToken)
    {
        try
        {
            await Removing();
            return await inner.RemoveAcknowledgedAsync(account, stream, before, cancellationToken);
        }
        finally
        {
            RemovedAcknowledged(stream);
        }
    }

    public Task<int> RemoveAllAsync(AccountId account, StreamId stream, CancellationToken cancellationToken)
    {
        RemovingAll();
        return inner.RemoveAllAsync(account, stream, cancellationToken);
    }

    public Task<bool> SetAsideAsync(AccountId account, StreamId stream, EventId id, string? reason, CancellationToken cancellationToken) =>
        inner.SetAsideAsync(account, stream, id, reason, cancellationToken);
}
