using Azure;
using Azure.Data.Tables;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Users;

/// <summary>The rows that the change of one user writes.</summary>
internal static class UserRows
{
    /// <summary>The rows, but for the account's.</summary>
    /// <param name="account">The account.</param>
    /// <param name="change">The change.</param>
    /// <param name="place">Its place in the write.</param>
    public static IEnumerable<WrittenRow> Of(AccountId account, ChangedUser change, int place) =>
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
