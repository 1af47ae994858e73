using Azure;
using Azure.Data.Tables;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Limits;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Users;

/// <summary>
/// The rows that a write's changes write, all or none: as many changes as fit, from the first on. The rows of the users stand before all
/// others: whatever else has changed, a caller whose view of a user is old learns that.
/// </summary>
internal sealed class WriteTransaction
{
    // More than its keys and three numbers take.
    private const int SizeOfAccountRow = 1_000;

    private readonly List<WrittenRow> _rows = [];

    /// <summary>The transaction of a write.</summary>
    /// <exception cref="ArgumentException">The write has no change, or one of another account.</exception>
    public WriteTransaction(AccountId account, UserWrite write)
    {
        var (rows, keys, size) = (new List<WrittenRow>(), new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var change in write.Changes)
        {
            if (change.Audit.Account != account)
                throw new ArgumentException("A change is of another account.", nameof(write));
            var next = RowsOf(account, change, Changes).ToList();
            if (write.Changes.Count > 1)
            {
                size += next.Sum(row => AzureLimits.SizeOf((TableEntity)row.Action.Entity));
                var fits = rows.Count + next.Count < AzureLimits.RowsOfTransaction && size < AzureLimits.TransactionSize - SizeOfAccountRow;
                if (Changes > 0 && (!fits || next.Exists(row => keys.Contains(row.Key))))
                    break;
                keys.UnionWith(next.Select(row => row.Key));
            }
            rows.AddRange(next);
            Changes++;
        }
        if (Changes == 0)
            throw new ArgumentException("There is nothing to write.", nameof(write));
        if (write.Changes[Changes - 1].RowAfter is { } after)
        {
            RowAfter = after;
            rows.Add(new(
                RowRole.Account, Changes, new(TableTransactionActionType.UpdateMerge, AccountRow.Counters(after), new ETag(after.ETag))));
        }
        _rows.AddRange(rows.OrderBy(row => row.Role));
    }

    /// <summary>How many changes it makes, from the first on.</summary>
    public int Changes { get; }

    /// <summary>The account row as it will be, with the tag that it had; null if it is left alone.</summary>
    public AccountSnapshot? RowAfter { get; }

    /// <summary>What is sent, in order.</summary>
    public IReadOnlyList<TableTransactionAction> Actions => [.. _rows.Select(row => row.Action)];

    /// <summary>How many rows it has.</summary>
    public int Count => _rows.Count;

    /// <summary>What the row at a place is for, and the place of its change.</summary>
    public (RowRole Role, int Change) At(int place) => (_rows[place].Role, _rows[place].Change);

    /// <summary>The place of the account row, or -1.</summary>
    public int PlaceOfAccount => _rows.FindIndex(row => row.Role == RowRole.Account);

    /// <summary>Leaves out the row at a place.</summary>
    public void Drop(int place) => _rows.RemoveAt(place);

    /// <summary>The rows that the change of one user writes, but for the account's.</summary>
    /// <param name="account">The account.</param>
    /// <param name="change">The change.</param>
    /// <param name="place">Its place in the write.</param>
    private static IEnumerable<WrittenRow> RowsOf(AccountId account, ChangedUser change, int place) =>
    [
        new(RowRole.User, place, UserAction(account, change)),
        .. Indexes(account, IndexRow.Of(change.Before), IndexRow.Of(change.After), place),
        new(RowRole.Audit, place, new(TableTransactionActionType.Add, AuditRow.Write(change.Audit))),
        .. change.Events.Select(told => new WrittenRow(
            RowRole.Event, place, new(TableTransactionActionType.Add, EventRow.Write(account, told)))),
    ];

    private static TableTransactionAction UserAction(AccountId account, ChangedUser change) => (change.Before, change.After) switch
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

    /// <summary>The difference: a key that was there before is left alone.</summary>
    private static IEnumerable<WrittenRow> Indexes(
        AccountId account, Dictionary<string, IndexRow> before, Dictionary<string, IndexRow> after, int place)
    {
        foreach (var row in after.Values.Where(row => !before.ContainsKey(row.Key)))
        {
            // An upsert, so that a leftover row under a key that holds this user's own id cannot stand in the way.
            yield return row.Unique
                ? new(RowRole.UserName, place, new(TableTransactionActionType.Add, row.Write(account)))
                : new(RowRole.Index, place, new(TableTransactionActionType.UpsertReplace, row.Write(account)));
        }
        foreach (var row in before.Values.Where(row => !after.ContainsKey(row.Key)))
            yield return new(RowRole.IndexRemoval, place, new(TableTransactionActionType.Delete, row.Write(account), ETag.All));
    }
}

/// <summary>What a row of a transaction is for. Those that are named first are sent first.</summary>
internal enum RowRole
{
    /// <summary>A user.</summary>
    User,

    /// <summary>The claim on a <c>userName</c>.</summary>
    UserName,

    /// <summary>Another index row.</summary>
    Index,

    /// <summary>The removal of an index row.</summary>
    IndexRemoval,

    /// <summary>The account row.</summary>
    Account,

    /// <summary>An audit row.</summary>
    Audit,

    /// <summary>An event in an outbox.</summary>
    Event,
}

/// <summary>A row of a transaction.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Change">The place of the change that it belongs to.</param>
/// <param name="Action">What is done to it.</param>
internal sealed record WrittenRow(RowRole Role, int Change, TableTransactionAction Action)
{
    /// <summary>Its RowKey.</summary>
    public string Key => Action.Entity.RowKey;
}
