using Scim.Provisioning;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables;

/// <summary>Asks each table for a row that no table has, and creates the tables that are missing.</summary>
internal sealed class TableProbe(TableSet tables) : IStorageProbe
{
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(tables.All.Select(table => table.ExistsAsync(cancellationToken)));
        if (found.Contains(false))
            await tables.CreateAsync(cancellationToken);
    }
}
