using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Limits;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Events;

/// <summary>
/// Reads the rows of an outbox. Acknowledgements are read before the events that they name, and are removed after them: so no event is
/// found again that was acknowledged before the reading began.
/// </summary>
/// <param name="users">The table.</param>
/// <param name="account">The account.</param>
/// <param name="stream">The stream.</param>
internal sealed class OutboxRows(StorageTable users, AccountId account, StreamId stream)
{
    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    private readonly HashSet<EventId> _acknowledged = [];

    /// <summary>The rows of events that are not acknowledged, a request a page; a page with none of them is left out.</summary>
    /// <param name="first">Only rows from this key on.</param>
    /// <param name="end">Only rows before this key.</param>
    /// <param name="pageSize">The most rows of a page.</param>
    /// <param name="columns">What to read of them; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<IReadOnlyList<TableEntity>> UnacknowledgedAsync(
        string first, string end, int pageSize, string[]? columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (string.CompareOrdinal(first, EventKeys.BeforeAcknowledgements(stream)) > 0)
            await ReadAcknowledgementsAsync(cancellationToken);
        for (var start = (string?)first; start is not null;)
        {
            var from = start;
            start = null;
            await foreach (var page in ReadAsync(from, end, pageSize, columns, cancellationToken))
            {
                var left = Pass(page);
                if (left.Count > 0)
                    yield return left;
                else if (page.Count > 0 && columns is null)
                {
                    // Many may be acknowledged, and their contents are large: go on where the keys tell that one is not.
                    start = await NextAsync(page[^1].RowKey, end, cancellationToken);
                    break;
                }
            }
        }
    }

    /// <summary>The acknowledgements, a request a page.</summary>
    public IAsyncEnumerable<IReadOnlyList<TableEntity>> AcknowledgementsAsync(CancellationToken cancellationToken) => ReadAsync(
        EventKeys.BeforeAcknowledgements(stream),
        EventKeys.AfterAcknowledgements(stream),
        AzureLimits.RowsOfPage,
        columns: null,
        cancellationToken);

    /// <summary>The keys of all events between two keys, acknowledged ones too, a request a page.</summary>
    public async IAsyncEnumerable<IReadOnlyList<EventId>> IdsAsync(
        string first, string end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in ReadAsync(first, end, AzureLimits.RowsOfPage, Keys, cancellationToken))
        {
            yield return
            [
                .. page.Where(row => !EventKeys.IsAcknowledgement(row.RowKey)).Select(row => EventKeys.Read(row.RowKey).Id),
            ];
        }
    }

    private async Task ReadAcknowledgementsAsync(CancellationToken cancellationToken)
    {
        await foreach (var page in AcknowledgementsAsync(cancellationToken))
            Pass(page);
    }

    /// <summary>The key of the first row after one that is not acknowledged; null if there is none.</summary>
    private async Task<string?> NextAsync(string after, string end, CancellationToken cancellationToken)
    {
        var first = EventKeys.Behind(after);
        await foreach (var page in ReadAsync(first, end, AzureLimits.RowsOfPage, EventRow.KeyColumns, cancellationToken))
        {
            if (Pass(page) is [var left, ..])
                return left.RowKey;
        }
        return null;
    }

    private List<TableEntity> Pass(IReadOnlyList<TableEntity> page)
    {
        var left = new List<TableEntity>(page.Count);
        foreach (var row in page)
        {
            if (!IsAcknowledged(row))
                left.Add(row);
        }
        return left;
    }

    /// <summary>True for an acknowledgement, which is noted, and for an event that one names.</summary>
    private bool IsAcknowledged(TableEntity row)
    {
        if (!EventKeys.IsAcknowledgement(row.RowKey))
            return _acknowledged.Count > 0 && _acknowledged.Contains(EventKeys.Read(row.RowKey).Id);
        _acknowledged.UnionWith(AcknowledgementRow.Read(row));
        return true;
    }

    private IAsyncEnumerable<IReadOnlyList<TableEntity>> ReadAsync(
        string first, string end, int pageSize, string[]? columns, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {account.Value} and RowKey ge {first} and RowKey lt {end}");
        return users.PagesAsync(filter, pageSize, columns, cancellationToken, partition: columns is null ? $"{account}:{stream}" : null);
    }
}
