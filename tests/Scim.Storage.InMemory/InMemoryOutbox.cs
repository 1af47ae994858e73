using System.Runtime.CompilerServices;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;

namespace Scim.Storage.InMemory;

/// <summary>The outboxes in memory, in the partitions of their accounts.</summary>
public sealed class InMemoryOutbox : IOutbox
{
    private const int RowsOfPage = 1_000;

    private readonly InMemoryUserStore _users;

    internal InMemoryOutbox(InMemoryUserStore users) => _users = users;

    /// <remarks>Each page has what is there when it is read.</remarks>
    public async IAsyncEnumerable<IReadOnlyList<OutboxEvent>> PagesAsync(
        AccountId account, StreamId stream, EventId? after, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        for (var last = after; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = In(account, outbox => Of(outbox, stream).Where(one => last is null || one.Id > last).Take(pageSize).ToList());
            if (page.Count == 0)
                yield break;
            yield return page;
            last = page[^1].Id;
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<OutboxKey>> KeysAsync(
        AccountId account, StreamId stream, EventId? from, EventId? before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in PagesAsync(account, stream, after: null, RowsOfPage, cancellationToken))
        {
            var keys = page
                .Where(one => (from is null || one.Id >= from) && (before is null || one.Id < before))
                .Select(one => new OutboxKey(one.Id, one.User, one.When, one.SetAside is not null))
                .ToList();
            if (keys.Count > 0)
                yield return keys;
        }
    }

    public Task AddAsync(AccountId account, OutboxEvent added, CancellationToken cancellationToken)
    {
        In(account, partition => Add(partition, added));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<UserId>> AddForAsync(
        AccountId account, IReadOnlyList<(OutboxEvent Event, string UserTag)> events, CancellationToken cancellationToken)
    {
        var changed = new List<UserId>();
        foreach (var (told, tag) in events)
        {
            var user = told.User ?? throw new ArgumentException("An event is about no user.", nameof(events));
            if (!In(account, partition => TryAdd(partition, told, user, tag)))
                changed.Add(user);
        }
        return Task.FromResult<IReadOnlyList<UserId>>(changed);
    }

    public Task<int> RemoveAsync(
        AccountId account, StreamId stream, IReadOnlyCollection<EventId> events, CancellationToken cancellationToken) =>
        Task.FromResult(In(account, partition => events.Count(id => partition.Events.Remove((stream, id)))));

    public Task AcknowledgeAsync(
        AccountId account, StreamId stream, WriteId id, IReadOnlyCollection<EventId> events, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events.Count, IOutbox.MostAcknowledged);
        In(account, partition => partition.Acknowledged.TryAdd((stream, id), [.. events]));
        return Task.CompletedTask;
    }

    public Task<int> RemoveAcknowledgedAsync(
        AccountId account, StreamId stream, DateTimeOffset before, CancellationToken cancellationToken) =>
        Task.FromResult(In(account, partition => RemoveAcknowledged(partition, stream, before)));

    public Task<int> RemoveAllAsync(AccountId account, StreamId stream, CancellationToken cancellationToken) =>
        Task.FromResult(In(account, partition =>
            Of(partition, stream).ToList().Count(one => partition.Events.Remove((stream, one.Id)))
            + RemoveAcknowledged(partition, stream, DateTimeOffset.MaxValue)));

    public Task<bool> SetAsideAsync(
        AccountId account, StreamId stream, EventId id, string? reason, CancellationToken cancellationToken) =>
        Task.FromResult(In(account, partition =>
        {
            if (!partition.Events.TryGetValue((stream, id), out var found))
                return false;
            partition.Events[(stream, id)] = found with { SetAside = string.IsNullOrEmpty(reason) ? null : reason, ETag = Tag.Next() };
            return true;
        }));

    private T In<T>(AccountId account, Func<Partition, T> act) => _users.In(account, act);

    private static IEnumerable<OutboxEvent> Of(Partition partition, StreamId stream)
    {
        var acknowledged = partition.Acknowledged.Where(note => note.Key.Stream == stream).SelectMany(note => note.Value).ToHashSet();
        return partition.Events.Values.Where(one => one.Stream == stream && !acknowledged.Contains(one.Id));
    }

    private static int RemoveAcknowledged(Partition partition, StreamId stream, DateTimeOffset before)
    {
        var removed = 0;
        foreach (var (note, events) in partition.Acknowledged.Where(note => note.Key.Stream == stream && note.Key.Note.Time < before))
        {
            removed += events.Count(id => partition.Events.Remove((stream, id)));
            partition.Acknowledged.Remove(note);
        }
        return removed;
    }

    private static bool Add(Partition partition, OutboxEvent added) =>
        partition.Events.TryAdd((added.Stream, added.Id), added with { ETag = Tag.Next() });

    private static bool TryAdd(Partition partition, OutboxEvent told, UserId id, string tag)
    {
        if (partition.Users.Find(id) is not { } user || user.ETag != tag)
            return false;
        partition.Users.Set(user); // An empty change gives a new tag.
        Add(partition, told);
        return true;
    }
}
