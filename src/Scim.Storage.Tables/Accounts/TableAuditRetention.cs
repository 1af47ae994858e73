using Azure.Data.Tables;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Limits;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Accounts;

/// <summary>The old end of the audit trails: later entries have smaller keys, so that what is old is one range.</summary>
internal sealed class TableAuditRetention(TableSet tables) : IAuditRetention
{
    public async Task<AuditCount> CountAsync(AccountId account, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var firstOld = UserKeys.AfterAuditSince(before);
        var (all, old) = (0L, 0L);
        var filter = After(account, UserKeys.BeforeAudit);
        await foreach (var page in tables.Users.PagesAsync(filter, AzureLimits.RowsOfPage, ["RowKey"], cancellationToken))
        {
            all += page.Count;
            old += page.Count(row => string.CompareOrdinal(row.RowKey, firstOld) > 0);
        }
        return new AuditCount(all, old);
    }

    public Task RemoveAsync(AccountId account, DateTimeOffset before, IProgress<int> removed, CancellationToken cancellationToken) =>
        new RowRemoval(tables.Users).RemoveAsync(After(account, UserKeys.AfterAuditSince(before)), removed, cancellationToken);

    private static string After(AccountId account, string key) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {account.Value} and RowKey gt {key} and RowKey lt {UserKeys.AfterAudit}");
}
