using Azure.Data.Tables;
using Scim.Testing;

namespace Scim.Conformance.Tests.Storage;

/// <summary>The table of users, read past the service.</summary>
internal static class UsersTable
{
    /// <summary>Every row of the demo account.</summary>
    public static async Task<List<TableEntity>> RowsAsync(string tablePrefix, CancellationToken cancellationToken)
    {
        var table = new TableClient((await AzuriteInstance.GetProcessAsync()).ConnectionString, $"{tablePrefix}Users");
        return await table.QueryAsync<TableEntity>("PartitionKey eq 'demo'", cancellationToken: cancellationToken)
            .ToListAsync(cancellationToken);
    }
}
