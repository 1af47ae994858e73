using Azure.Data.Tables;
using Scim.Provisioning.Identities;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Integrity;

/// <summary>What the users of an account make of its counters and index rows.</summary>
/// <param name="latest">The latest time that a version may have by the clocks.</param>
internal sealed class UserTally(DateTimeOffset latest)
{
    /// <summary>How many users there are.</summary>
    public int Users { get; private set; }

    /// <summary>How many of them are active.</summary>
    public int Active { get; private set; }

    /// <summary>The keys of the index rows that there should be, and whom they should lead to.</summary>
    public HashSet<(string Key, UserId User)> Indexes { get; } = [];

    /// <summary>The keys of the users that cannot be read.</summary>
    public IList<string> Unreadable { get; } = [];

    /// <summary>The users whose rows keep another userName for comparison than they should.</summary>
    public IList<UserId> OtherKeys { get; } = [];

    /// <summary>The users whose versions are later than that.</summary>
    public IList<UserId> Ahead { get; } = [];

    /// <summary>Reads every user of an account once.</summary>
    public static async Task<UserTally> ReadAsync(
        StorageTable users, AccountId account, DateTimeOffset latest, CancellationToken cancellationToken)
    {
        var tally = new UserTally(latest);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {account.Value} and RowKey gt {UserKeys.BeforeUsers} and RowKey lt {UserKeys.AfterUsers}");
        await foreach (var row in users.RowsAsync(filter, cancellationToken))
            tally.Add(row.RowKey, StoredUser.Read(row));
        return tally;
    }

    private void Add(string key, StoredUser user)
    {
        Users++;
        Active += user.IsActive ? 1 : 0;
        if (user.Indexes is null)
            Unreadable.Add(key);
        if (user.UserNameKey is not null)
            OtherKeys.Add(UserKeys.UserOf(key));
        if (user.Version?.Time > latest)
            Ahead.Add(UserKeys.UserOf(key));
        foreach (var index in user.Indexes?.Values ?? Enumerable.Empty<IndexRow>())
            Indexes.Add((index.Key, index.User));
    }
}
