using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables.Users;

/// <summary>Reads users by their id.</summary>
internal sealed class UserReader(StorageTable users)
{
    private const int Parallelism = 16;

    /// <summary>The user of that id, or null.</summary>
    public async Task<UserRecord?> FindAsync(AccountId account, UserId id, CancellationToken cancellationToken) =>
        await users.FindAsync(account.Value, UserKeys.User(id), cancellationToken) is { } row ? UserRow.Read(row) : null;

    /// <summary>The users of those ids, in their order, several read at a time; without those that are gone.</summary>
    public async Task<IReadOnlyList<UserRecord>> FindAsync(
        AccountId account, IReadOnlyList<UserId> ids, CancellationToken cancellationToken)
    {
        var found = new UserRecord?[ids.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, ids.Count, options, async (place, token) => found[place] = await FindAsync(account, ids[place], token));
        return [.. found.OfType<UserRecord>()];
    }
}
