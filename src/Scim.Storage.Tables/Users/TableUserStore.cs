using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Limits;
using Scim.Storage.Tables.Queries;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Users;

/// <summary>The users of the accounts.</summary>
internal sealed class TableUserStore : IUserStore
{
    private readonly StorageTable _users;
    private readonly UserReader _reader;
    private readonly WriteSender _writes;
    private readonly ListPositions _positions;
    private readonly UserQueries _queries;

    public TableUserStore(TableSet tables, IAccountStore accounts, QueryLimits limits, TimeProvider time)
    {
        _users = tables.Users;
        _reader = new UserReader(_users);
        _writes = new WriteSender(_users);
        _positions = new ListPositions(time);
        _queries = new UserQueries(_users, accounts, _positions, limits, time);
    }

    public Task<UserRecord?> FindAsync(AccountId account, UserId id, CancellationToken cancellationToken) =>
        _reader.FindAsync(account, id, cancellationToken);

    public Task<OpenPage> OpenAsync(AccountId account, UserQuery query, CancellationToken cancellationToken) =>
        _queries.OpenAsync(account, query, cancellationToken);

    public async Task<UserWriteOutcome> WriteAsync(AccountId account, UserWrite write, CancellationToken cancellationToken)
    {
        var outcome = await _writes.WriteAsync(account, write, cancellationToken);
        if (outcome.Row is { } written)
            _positions.See(written);
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
        await foreach (var row in _users.RowsAsync(filter, cancellationToken, AzureLimits.RowsOfNewest))
            yield return AuditRow.Read(row);
    }
}
