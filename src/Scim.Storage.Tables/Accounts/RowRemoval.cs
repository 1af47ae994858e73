using Azure;
using Azure.Data.Tables;
using Scim.Provisioning;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Limits;

namespace Scim.Storage.Tables.Accounts;

/// <summary>Removes many rows of one partition that nobody writes to any more, a page in memory and a transaction at a time.</summary>
internal sealed class RowRemoval(StorageTable table)
{
    private const int MostRefusals = 100;

    /// <summary>Removes the rows that satisfy a filter; after a break it may be called again.</summary>
    /// <remarks>A row that is gone already, by a try whose answer was lost or another operator, is not found by the next round.</remarks>
    public async Task RemoveAsync(string filter, IProgress<int> removed, CancellationToken cancellationToken)
    {
        for (var refusals = 0; refusals < MostRefusals;)
        {
            var isEmpty = true;
            await foreach (var page in table.PagesAsync(filter, AzureLimits.RowsOfPage, ["PartitionKey", "RowKey"], cancellationToken))
            {
                foreach (var rows in page.Chunk(AzureLimits.RowsOfTransaction))
                {
                    isEmpty = false;
                    var deletions = rows.Select(row => new TableTransactionAction(
                        TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), ETag.All));
                    var isAccepted = (await table.WriteAsync([.. deletions], cancellationToken)).Accepted;
                    if (isAccepted) removed.Report(rows.Length);
                    refusals = isAccepted ? 0 : refusals + 1;
                }
            }
            if (isEmpty) return;
        }
        throw new StorageUnavailableException("Storage kept refusing to remove rows.");
    }
}
