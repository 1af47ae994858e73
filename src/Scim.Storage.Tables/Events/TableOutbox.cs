using Azure;
using Azure.Data.Tables;
using Scim.Provisioning;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Limits;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Events;

/// <summary>The outboxes, in the partitions of their accounts.</summary>
internal sealed class TableOutbox(TableSet tables) : IOutbox
{
    private const int MostRefusals = 100;

    private readonly EventAddition _addition = new(tables.Users);

    public IAsyncEnumerable<IReadOnlyList<OutboxEvent>> PagesAsync(
        AccountId account, StreamId stream, EventId? after, int pageSize, CancellationToken cancellationToken) =>
        new OutboxRows(tables.Users, account, stream)
            .UnacknowledgedAsync(
                after is { } id ? EventKeys.Behind(EventKeys.Event(stream, id)) : EventKeys.BeforeStream(stream),
                EventKeys.AfterStream(stream),
                pageSize,
                columns: null,
                cancellationToken)
            .Select(IReadOnlyList<OutboxEvent> (page) => [.. page.Select(EventRow.Read)]);

    public IAsyncEnumerable<IReadOnlyList<OutboxKey>> KeysAsync(
        AccountId account, StreamId stream, EventId? from, EventId? before, CancellationToken cancellationToken)
    {
        var first = from is { } least ? EventKeys.Event(stream, least) : EventKeys.BeforeStream(stream);
        var end = before is { } most ? EventKeys.Event(stream, most) : EventKeys.AfterStream(stream);
        return new OutboxRows(tables.Users, account, stream)
            .UnacknowledgedAsync(first, end, AzureLimits.RowsOfPage, EventRow.KeyColumns, cancellationToken)
            .Select(IReadOnlyList<OutboxKey> (page) => [.. page.Select(EventRow.ReadKey)]);
    }

    /// <remarks>After a lost answer the row may be there: it is this one, since its id is its own.</remarks>
    public Task AddAsync(AccountId account, OutboxEvent added, CancellationToken cancellationToken) =>
        tables.Users.AddAsync(EventRow.Write(account, added), cancellationToken);

    public Task<IReadOnlyList<UserId>> AddForAsync(
        AccountId account, IReadOnlyList<(OutboxEvent Event, string UserTag)> events, CancellationToken cancellationToken) =>
        _addition.AddAsync(account, events, cancellationToken);

    public async Task<int> RemoveAsync(
        AccountId account, StreamId stream, IReadOnlyCollection<EventId> events, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var some in events.Distinct().Order().Chunk(AzureLimits.RowsOfTransaction))
            removed += await RemoveSomeAsync(account, stream, some, cancellationToken);
        return removed;
    }

    /// <remarks>After a lost answer the row may be there: it is this one, since its id is its own.</remarks>
    public Task AcknowledgeAsync(
        AccountId account, StreamId stream, WriteId id, IReadOnlyCollection<EventId> events, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events.Count, IOutbox.MostAcknowledged);
        return tables.Users.AddAsync(AcknowledgementRow.Write(account, stream, id, events), cancellationToken);
    }

    public async Task<int> RemoveAcknowledgedAsync(
        AccountId account, StreamId stream, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var page in new OutboxRows(tables.Users, account, stream).AcknowledgementsAsync(cancellationToken))
        {
            foreach (var note in page.Where(note => AcknowledgementRow.WhenOf(note) < before))
            {
                removed += await RemoveAsync(account, stream, [.. AcknowledgementRow.Read(note)], cancellationToken);
                await tables.Users.DeleteAsync(account.Value, note.RowKey, ETag.All.ToString(), cancellationToken);
            }
        }
        return removed;
    }

    public async Task<int> RemoveAllAsync(AccountId account, StreamId stream, CancellationToken cancellationToken)
    {
        var removed = 0;
        await foreach (var page in KeysAsync(account, stream, from: null, before: null, cancellationToken))
            removed += await RemoveAsync(account, stream, [.. page.Select(key => key.Id)], cancellationToken);
        return removed + await RemoveAcknowledgedAsync(account, stream, DateTimeOffset.MaxValue, cancellationToken);
    }

    public async Task<bool> SetAsideAsync(
        AccountId account, StreamId stream, EventId id, string? reason, CancellationToken cancellationToken)
    {
        var row = EventRow.Aside(account, stream, id, reason);
        return (await tables.Users.MergeAsync(row, ETag.All.ToString(), cancellationToken)).Accepted;
    }

    /// <summary>Removes up to a hundred: where one is gone already, those that are left.</summary>
    private async Task<int> RemoveSomeAsync(AccountId account, StreamId stream, EventId[] events, CancellationToken cancellationToken)
    {
        for (var refusals = 0; refusals < MostRefusals && events.Length > 0; refusals++)
        {
            var answer = await tables.Users.WriteAsync(
                [.. events.Select(id => new TableTransactionAction(
                    TableTransactionActionType.Delete,
                    new TableEntity(account.Value, EventKeys.Event(stream, id)),
                    ETag.All))],
                cancellationToken);
            if (answer.Accepted)
                return events.Length;
            events = await LeftAsync(account, stream, events, cancellationToken);
        }
        return events.Length == 0 ? 0 : throw new StorageUnavailableException("Storage kept refusing to remove events.");
    }

    private async Task<EventId[]> LeftAsync(AccountId account, StreamId stream, EventId[] events, CancellationToken cancellationToken)
    {
        var asked = events.ToHashSet();
        var left = new List<EventId>();
        var (first, end) = (EventKeys.Event(stream, events[0]), EventKeys.Behind(EventKeys.Event(stream, events[^1])));
        await foreach (var page in new OutboxRows(tables.Users, account, stream).IdsAsync(first, end, cancellationToken))
            left.AddRange(page.Where(asked.Contains));
        return [.. left];
    }
}
