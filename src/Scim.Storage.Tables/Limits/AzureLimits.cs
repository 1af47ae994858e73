using Azure.Data.Tables;

namespace Scim.Storage.Tables.Limits;

/// <summary>
/// What Azure refuses and Azurite lets pass. Users are bounded long before they come here, so a row over a limit is a fault of the
/// service and nothing is sent.
/// </summary>
internal static class AzureLimits
{
    /// <summary>The most rows of a query's page.</summary>
    public const int RowsOfPage = 1_000;

    /// <summary>The rows of the first page of what is read newest first: those who read it seldom take more.</summary>
    public const int RowsOfNewest = 100;

    /// <summary>The most rows of a transaction.</summary>
    public const int RowsOfTransaction = 100;

    /// <summary>The most comparisons of a query's filter.</summary>
    public const int Comparisons = 15;

    /// <summary>The longest text of a column, in UTF-16 units.</summary>
    public const int TextLength = 32_768;

    /// <summary>The longest binary column in bytes; Azure takes 64 KiB.</summary>
    public const int BinaryLength = 60 * 1024;

    /// <summary>The largest row in bytes, by Azure's formula; Azure takes 1 MiB.</summary>
    public const int RowSize = 1_000_000;

    /// <summary>The largest transaction in bytes; as JSON with base64 it stays under Azure's 4 MiB.</summary>
    public const int TransactionSize = 3_000_000;

    /// <summary>Refuses changes that Azure would, each row for itself and together as one transaction.</summary>
    /// <exception cref="InvalidOperationException">A limit is exceeded.</exception>
    public static void Check(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count > RowsOfTransaction)
            throw new InvalidOperationException($"A transaction of {actions.Count} rows is over {RowsOfTransaction}.");
        if (actions.DistinctBy(action => action.Entity.RowKey).Count() < actions.Count)
            throw new InvalidOperationException("A transaction has a row twice.");
        if (actions.DistinctBy(action => action.Entity.PartitionKey).Count() > 1)
            throw new InvalidOperationException("A transaction has rows of several partitions.");
        var size = actions.Sum(action => CheckedSize((TableEntity)action.Entity));
        if (size > TransactionSize)
            throw new InvalidOperationException($"A transaction of {size} bytes is over {TransactionSize}.");
    }

    /// <summary>The size of a row as Azure counts it.</summary>
    public static int SizeOf(TableEntity row) =>
        4 + (2 * (row.PartitionKey.Length + row.RowKey.Length)) + row
            .Where(column => !IsSystem(column.Key) && column.Value is not null)
            .Sum(column => 8 + (2 * column.Key.Length) + SizeOf(column.Value));

    private static int CheckedSize(TableEntity row)
    {
        foreach (var (name, value) in row)
        {
            if (value is string { Length: > TextLength } or byte[] { Length: > BinaryLength })
                throw new InvalidOperationException($"Column {name} is too long.");
        }
        var size = SizeOf(row);
        return size <= RowSize ? size : throw new InvalidOperationException($"A row of {size} bytes is over {RowSize}.");
    }

    private static int SizeOf(object value) => value switch
    {
        string text => 4 + (2 * text.Length),
        byte[] bytes => 4 + bytes.Length,
        bool => 1,
        int => 4,
        Guid => 16,
        _ => 8,
    };

    private static bool IsSystem(string column) => column is "PartitionKey" or "RowKey" or "Timestamp" or "odata.etag";
}
