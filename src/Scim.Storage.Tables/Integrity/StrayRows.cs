using Azure;
using Azure.Data.Tables;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Storage.Tables.Accounts;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Events;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Integrity;

/// <summary>Finds what was left behind of streams that are gone, and removes it if so asked.</summary>
/// <remarks>
/// A stream's own row is there before anything else of it is written, and goes last. Whatever has none was left by an instance that
/// still had old settings.
/// </remarks>
internal sealed class StrayRows(TableSet tables, IAccountStore accounts, AccountId account, bool repair)
{
    private const char Separator = ':';

    /// <summary>The outboxes of streams that are gone, by a request for each stream that has events.</summary>
    public async Task<IReadOnlyList<Finding>> CheckEventsAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        for (var after = EventKeys.BeforeEvents; await NextAsync(after, cancellationToken) is { } key;)
        {
            var end = key.IndexOf(Separator, EventKeys.BeforeEvents.Length);
            if (end < 0 || !StreamId.TryParse(key.AsSpan(EventKeys.BeforeEvents.Length..end), out var stream))
            {
                after = key;
                findings.Add(new Finding(account, FindingKind.StrayEvents, key, User: null, FindingState.Found));
                continue;
            }
            after = EventKeys.AfterStream(stream);
            if (!await IsThereAsync(stream, cancellationToken))
                findings.Add(await StrayEventsAsync(stream, cancellationToken));
        }
        return findings;
    }

    /// <summary>What is noted of the delivery of streams that are gone.</summary>
    /// <param name="rows">The rows of the account's streams.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public async Task<IReadOnlyList<Finding>> CheckDeliveriesAsync(
        IReadOnlyList<TableEntity> rows, CancellationToken cancellationToken)
    {
        var streams = rows.Select(StreamRow.IdOf).OfType<StreamId>().ToHashSet();
        var findings = new List<Finding>();
        foreach (var row in rows.Where(row => StreamRow.IdOf(row) is null))
        {
            var isNoted = StreamId.TryParse(row.RowKey.Split(Separator)[0], out var stream) && row.RowKey == DeliveryRow.Key(stream);
            if (isNoted && (streams.Contains(stream) || await HasRowAsync(stream, cancellationToken)))
                continue;
            if (repair && isNoted)
                await tables.Streams.DeleteAsync(account.Value, row.RowKey, ETag.All.ToString(), cancellationToken);
            var state = repair && isNoted ? FindingState.Repaired : FindingState.Found;
            findings.Add(new Finding(account, FindingKind.StrayDelivery, row.RowKey, User: null, state));
        }
        return findings;
    }

    private async Task<Finding> StrayEventsAsync(StreamId stream, CancellationToken cancellationToken)
    {
        var (first, end) = (EventKeys.BeforeStream(stream), EventKeys.AfterStream(stream));
        if (repair)
        {
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {account.Value} and RowKey gt {first} and RowKey lt {end}");
            await new RowRemoval(tables.Users).RemoveAsync(filter, new Progress<int>(), cancellationToken);
        }
        return new Finding(account, FindingKind.StrayEvents, first, User: null, repair ? FindingState.Repaired : FindingState.Found);
    }

    /// <summary>The first event's key after that one; null if there is none.</summary>
    private async Task<string?> NextAsync(string after, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {account.Value} and RowKey gt {after} and RowKey lt {EventKeys.AfterEvents}");
        await foreach (var page in tables.Users.PagesAsync(filter, pageSize: 1, ["PartitionKey", "RowKey"], cancellationToken))
        {
            if (page.Count > 0)
                return page[0].RowKey;
        }
        return null;
    }

    private async Task<bool> IsThereAsync(StreamId stream, CancellationToken cancellationToken) =>
        await HasRowAsync(stream, cancellationToken)
        || await accounts.FindAsync(account, cancellationToken) is not { } row
        || row.Streams.Any(one => one.Id == stream);

    private async Task<bool> HasRowAsync(StreamId stream, CancellationToken cancellationToken) =>
        await tables.Streams.FindAsync(account.Value, stream.ToString(), cancellationToken) is not null;
}
