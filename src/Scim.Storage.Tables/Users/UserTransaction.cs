using Azure;
using Azure.Data.Tables;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Accounts;

namespace Scim.Storage.Tables.Users;

/// <summary>
/// The rows that one change of a user writes, all or none. The user's row stands first: whatever else has changed, a caller whose
/// view of the user is old learns that.
/// </summary>
internal sealed class UserTransaction
{
    private readonly List<(UserTransactionRole Role, TableTransactionAction Action)> _rows = [];

    public UserTransaction(AccountId account, UserChange change)
    {
        if (change.Audit.WriteId != change.WriteId)
            throw new ArgumentException("The audit entry is another write's.", nameof(change));
        Add(UserTransactionRole.User, UserAction(account, change));
        AddIndexes(account, IndexRow.Of(change.Before), IndexRow.Of(change.After));
        if (change.AccountAfter is { } counted)
        {
            Add(
                UserTransactionRole.Account,
                new(TableTransactionActionType.UpdateMerge, AccountRow.Counters(counted), new ETag(counted.ETag)));
        }
        Add(UserTransactionRole.Audit, new(TableTransactionActionType.Add, AuditRow.Write(change.Audit)));
    }

    /// <summary>What is sent, in order.</summary>
    public IReadOnlyList<TableTransactionAction> Actions => [.. _rows.Select(row => row.Action)];

    /// <summary>What the row at a place is for.</summary>
    public UserTransactionRole RoleAt(int place) => _rows[place].Role;

    /// <summary>The place of the account row, or -1.</summary>
    public int PlaceOfAccount => _rows.FindIndex(row => row.Role == UserTransactionRole.Account);

    /// <summary>Leaves out the row at a place.</summary>
    public void Drop(int place) => _rows.RemoveAt(place);

    private static TableTransactionAction UserAction(AccountId account, UserChange change) => (change.Before, change.After) switch
    {
        (null, { } created) => new(TableTransactionActionType.Add, UserRow.Write(account, created)),
        ({ } before, { } after) when before.Id == after.Id =>
            new(TableTransactionActionType.UpdateReplace, UserRow.Write(account, after), TagOf(before)),
        ({ } deleted, null) =>
            new(TableTransactionActionType.Delete, new TableEntity(account.Value, UserKeys.User(deleted.Id)), TagOf(deleted)),
        _ => throw new ArgumentException("A change needs the user before it, after it, or the same user twice.", nameof(change)),
    };

    private static ETag TagOf(UserRecord stored) =>
        stored.ETag.Length > 0
            ? new ETag(stored.ETag)
            : throw new ArgumentException("The user before a change has no tag.", nameof(stored));

    /// <summary>Writes the difference: a key that was there before is left alone.</summary>
    private void AddIndexes(AccountId account, Dictionary<string, IndexRow> before, Dictionary<string, IndexRow> after)
    {
        foreach (var row in after.Values.Where(row => !before.ContainsKey(row.Key)))
        {
            // An upsert, so that a leftover row under a key that holds this user's own id cannot stand in the way.
            Add(
                row.Unique ? UserTransactionRole.UserName : UserTransactionRole.Index,
                new(row.Unique ? TableTransactionActionType.Add : TableTransactionActionType.UpsertReplace, row.Write(account)));
        }
        foreach (var row in before.Values.Where(row => !after.ContainsKey(row.Key)))
            Add(UserTransactionRole.IndexRemoval, new(TableTransactionActionType.Delete, row.Write(account), ETag.All));
    }

    private void Add(UserTransactionRole role, TableTransactionAction action) => _rows.Add((role, action));
}

/// <summary>What a row of a transaction is for.</summary>
internal enum UserTransactionRole
{
    /// <summary>The user.</summary>
    User,

    /// <summary>The claim on a <c>userName</c>.</summary>
    UserName,

    /// <summary>Another index row.</summary>
    Index,

    /// <summary>The removal of an index row.</summary>
    IndexRemoval,

    /// <summary>The account row.</summary>
    Account,

    /// <summary>The audit row.</summary>
    Audit,
}
