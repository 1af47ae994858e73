using Azure.Data.Tables;

namespace Scim.Resilience.Tests.Chaos.Stored;

/// <summary>The rows of one account as they lie in the table, read past the service.</summary>
internal sealed class StoredAccount
{
    public StoredAccount(IReadOnlyCollection<TableEntity> rows)
    {
        Users = [.. rows.Where(row => IsOf(row, "user:")).Select(row => new StoredUserRow(row))];
        Writes = [.. rows.Where(row => IsOf(row, "audit:")).Select(row => new StoredWrite(row))];
        Indexes = [.. rows.Where(row => IsOf(row, "userName:") || IsOf(row, "externalId:") || IsOf(row, "email:"))];
        Account = rows.Single(row => IsOf(row, "account:"));
        Strangers = [.. rows.Select(row => row.RowKey)
            .Except(Users.Select(user => $"user:{user.Id}"))
            .Except(Writes.Select(write => write.Key))
            .Except(Indexes.Select(row => row.RowKey))
            .Except([Account.RowKey])];
    }

    public IReadOnlyList<StoredUserRow> Users { get; }

    /// <summary>The audit trail.</summary>
    public IReadOnlyList<StoredWrite> Writes { get; }

    public IReadOnlyList<TableEntity> Indexes { get; }

    public TableEntity Account { get; }

    /// <summary>The keys of rows that are none of these.</summary>
    public IReadOnlyList<string> Strangers { get; }

    public int LicencesInUse => Account.GetInt32("LicencesInUse").GetValueOrDefault(-1);

    public int UsersTotal => Account.GetInt32("Users").GetValueOrDefault(-1);

    public static TableClient Table(string connectionString, string prefix) => new(connectionString, $"{prefix}Users");

    public static async Task<IReadOnlyList<TableEntity>> RowsAsync(TableClient table, string account, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {account}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            rows.Add(row);
        return rows;
    }

    public static async Task<StoredAccount> ReadAsync(TableClient table, string account, CancellationToken cancellationToken) =>
        new(await RowsAsync(table, account, cancellationToken));

    private static bool IsOf(TableEntity row, string kind) => row.RowKey.StartsWith(kind, StringComparison.Ordinal);
}
