using Azure.Data.Tables;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Integrity;

/// <summary>What the users of an account make of its counters and index rows.</summary>
/// <param name="latest">The latest time that a version may have by the clocks.</param>
/// <param name="generation">How many changes of its schemas the account's row had seen before the users were read.</param>
internal sealed class UserTally(DateTimeOffset latest, int generation)
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

    /// <summary>The users that were written by more changes of the account's schemas than that, and by how many.</summary>
    public IList<(UserId User, int Generation)> WrittenLater { get; } = [];

    /// <summary>Reads every user of an account once.</summary>
    /// <param name="users">The table of users.</param>
    /// <param name="row">The account's row, read before.</param>
    /// <param name="latest">The latest time that a version may have by the clocks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<UserTally> ReadAsync(
        StorageTable users, AccountSnapshot row, DateTimeOffset latest, CancellationToken cancellationToken)
    {
        var tally = new UserTally(latest, row.Schemas.Number);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {row.Account.Value} and RowKey gt {UserKeys.BeforeUsers} and RowKey lt {UserKeys.AfterUsers}");
        await foreach (var user in users.RowsAsync(filter, cancellationToken))
            tally.Add(user.RowKey, StoredUser.Read(user));
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
        if (user.Generation > generation)
            WrittenLater.Add((UserKeys.UserOf(key), user.Generation));
        foreach (var index in user.Indexes?.Values ?? Enumerable.Empty<IndexRow>())
            Indexes.Add((index.Key, index.User));
    }
}
