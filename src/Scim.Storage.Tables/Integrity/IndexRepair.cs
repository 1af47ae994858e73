using Azure;
using Azure.Data.Tables;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Integrity;

/// <summary>Looks at one index row and its user at the same moment, or at a user's own key, and repairs it if so asked.</summary>
/// <remarks>
/// A user and its index rows change in one transaction. Whichever of the two has one tag before and after the other was read
/// was the same all the while, so that the two belong together and a service at work is never taken for damage.
/// </remarks>
internal sealed class IndexRepair(StorageTable users, AccountId account, bool repair)
{
    private const int Tries = 4;

    /// <summary>Removes an index row whose user has no such value. Null if it is right or gone.</summary>
    public async Task<Finding?> RemoveDanglingAsync(string key, CancellationToken cancellationToken)
    {
        UserId? user = null;
        var isTried = false;
        for (var tries = 0; tries < Tries; tries++)
        {
            var row = await FindAsync(key, cancellationToken);
            user = row is null ? user : IndexRow.TryUserOf(row);
            if (row is null || await IsRightAsync(key, user, cancellationToken))
                return isTried ? Dangling(FindingState.Repaired) : null;
            if ((await FindAsync(key, cancellationToken))?.ETag != row.ETag)
                continue;
            if (!repair)
                return Dangling(FindingState.Found);

            // The tag is enough: a user that takes the value meanwhile writes the row.
            isTried = true;
            var answer = await users.WriteAsync([new(TableTransactionActionType.Delete, row, row.ETag)], cancellationToken);
            if (answer.Accepted)
                return Dangling(FindingState.Repaired);
        }
        return Dangling(FindingState.Unsettled);

        Finding Dangling(FindingState state) => new(account, FindingKind.DanglingIndexRow, key, user, state);
    }

    /// <summary>Adds the index row that a user lacks. Null if the user has it, or has no such value any more.</summary>
    public async Task<Finding?> AddMissingAsync(string key, UserId id, CancellationToken cancellationToken)
    {
        var isTried = false;
        for (var tries = 0; tries < Tries; tries++)
        {
            var user = await FindUserAsync(id, cancellationToken);
            var row = await FindAsync(key, cancellationToken);
            var holder = row is null ? null : IndexRow.TryUserOf(row);
            if (user?.Indexes?.GetValueOrDefault(key) is not { } missing || holder == id)
                return isTried ? Missing(FindingState.Repaired) : null;
            if ((await FindUserAsync(id, cancellationToken))?.ETag != user.ETag)
                continue;
            if (row is not null && missing.Unique && await IsRightAsync(key, holder, cancellationToken))
                return Missing(FindingState.Found) with { Kind = FindingKind.SharedUserName };
            if (!repair)
                return Missing(FindingState.Found);

            isTried = true;
            var answer = await users.WriteAsync(Addition(missing, user.ETag), cancellationToken);
            if (answer.Accepted)
                return Missing(FindingState.Repaired);
        }
        return Missing(FindingState.Unsettled);

        Finding Missing(FindingState state) => new(account, FindingKind.MissingIndexRow, key, id, state);
    }

    /// <summary>Sets the userName for comparison in a user's row. Null if it is right, or the user gone.</summary>
    public async Task<Finding?> SetUserNameKeyAsync(UserId id, CancellationToken cancellationToken)
    {
        var isTried = false;
        for (var tries = 0; tries < Tries; tries++)
        {
            if (await FindUserAsync(id, cancellationToken) is not { UserNameKey: { } key } user)
                return isTried ? Other(FindingState.Repaired) : null;
            if (!repair)
                return Other(FindingState.Found);

            isTried = true;
            var row = new TableEntity(account.Value, UserKeys.User(id)) { [UserRow.UserNameKey] = key };
            var answer = await users.WriteAsync(
                [new(TableTransactionActionType.UpdateMerge, row, new ETag(user.ETag))], cancellationToken);
            if (answer.Accepted)
                return Other(FindingState.Repaired);
        }
        return Other(FindingState.Unsettled);

        Finding Other(FindingState state) => new(account, FindingKind.UserNameKey, UserKeys.User(id), id, state);
    }

    /// <summary>The user is written as it is, so that the row is added only if the user did not change.</summary>
    private List<TableTransactionAction> Addition(IndexRow missing, string etag) =>
    [
        new(TableTransactionActionType.UpdateMerge, new TableEntity(account.Value, UserKeys.User(missing.User)), new ETag(etag)),
        new(TableTransactionActionType.Add, missing.Write(account)),
    ];

    /// <summary>True if the user has the value, and also if that cannot be told.</summary>
    private async Task<bool> IsRightAsync(string key, UserId? user, CancellationToken cancellationToken) =>
        user is { } id
        && await FindUserAsync(id, cancellationToken) is { } found
        && (found.Indexes is null || found.Indexes.ContainsKey(key));

    private Task<TableEntity?> FindAsync(string key, CancellationToken cancellationToken) =>
        users.FindAsync(account.Value, key, cancellationToken);

    private async Task<StoredUser?> FindUserAsync(UserId id, CancellationToken cancellationToken) =>
        await FindAsync(UserKeys.User(id), cancellationToken) is { } row ? StoredUser.Read(row) : null;
}
