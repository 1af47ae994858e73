using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Queries;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Users;

/// <summary>The users of the accounts.</summary>
internal sealed class TableUserStore(TableSet tables, IAccountStore accounts, QueryLimits limits, TimeProvider time) : IUserStore
{
    private readonly UserReader _reader = new(tables.Users);
    private readonly WriteSender _writes = new(tables.Users);
    private readonly UserQueries _queries = new(tables.Users, accounts, limits, time);

    public Task<UserRecord?> FindAsync(AccountId account, UserId id, CancellationToken cancellationToken) =>
        _reader.FindAsync(account, id, cancellationToken);

    public Task<OpenPage> OpenAsync(AccountId account, UserQuery query, CancellationToken cancellationToken) =>
        _queries.OpenAsync(account, query, cancellationToken);

    public async Task<UserWriteOutcome> WriteAsync(AccountId account, UserWrite write, CancellationToken cancellationToken)
    {
        var outcome = await _writes.WriteAsync(account, write, cancellationToken);
        if (outcome.Row is { } written)
            _queries.Wrote(written);
        return outcome;
    }

    public IAsyncEnumerable<AuditEntry> ReadAuditAsync(AccountId account, CancellationToken cancellationToken) =>
        ReadAuditAfterAsync(account, UserKeys.BeforeAudit, cancellationToken);

    public IAsyncEnumerable<AuditEntry> ReadAuditAsync(AccountId account, AuditPosition after, CancellationToken cancellationToken) =>
        ReadAuditAfterAsync(account, UserKeys.Audit(after.When, after.Write), cancellationToken);

    private async IAsyncEnumerable<AuditEntry> ReadAuditAfterAsync(
        AccountId account, string key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {account.Value} and RowKey gt {key} and RowKey lt {UserKeys.AfterAudit}");
        await foreach (var row in tables.Users.RowsAsync(filter, cancellationToken))
            yield return AuditRow.Read(row);
    }
}
