using System.Runtime.CompilerServices;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Queries;

/// <summary>Reads users by their id.</summary>
internal sealed class UserReader(StorageTable users)
{
    private const int FirstAtOnce = 4;
    private const int MostAtOnce = 16;
    private const int BytesAtOnce = 512 * 1024;

    /// <summary>The user of that id, or null.</summary>
    public async Task<UserRecord?> FindAsync(AccountId account, UserId id, CancellationToken cancellationToken) =>
        await users.FindAsync(account.Value, UserKeys.User(id), cancellationToken) is { } row ? UserRow.Read(row) : null;

    /// <summary>
    /// The users of those ids, in their order, without those that are gone. Several are read at a time, and fewer the larger they are,
    /// so that what waits to be taken is bounded.
    /// </summary>
    public async IAsyncEnumerable<UserRecord> ReadAsync(
        AccountId account, IReadOnlyList<UserId> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var size = FirstAtOnce;
        for (var start = 0; start < ids.Count;)
        {
            var batch = new UserRecord?[Math.Min(size, ids.Count - start)];
            await Task.WhenAll(Enumerable.Range(0, batch.Length).Select(ReadIntoAsync));
            start += batch.Length;
            var bytes = batch.Sum(user => user?.Document.Length ?? 0);
            size = Math.Clamp(BytesAtOnce / Math.Max(1, bytes / batch.Length), 1, MostAtOnce);
            for (var place = 0; place < batch.Length; place++)
            {
                if (batch[place] is not { } user)
                    continue;
                batch[place] = null;
                yield return user;
            }

            async Task ReadIntoAsync(int place) => batch[place] = await FindAsync(account, ids[start + place], cancellationToken);
        }
    }
}
