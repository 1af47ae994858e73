using System.Runtime.CompilerServices;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Queries;

/// <summary>Pages of all users in the order of creation. The account row, read beside the page, gives the total.</summary>
internal sealed class UnfilteredPages(UserScan scan, IAccountStore accounts, ListPositions positions)
{
    public async Task<OpenPage> OpenAsync(AccountId account, UserQuery query, CancellationToken cancellationToken)
    {
        var seenBefore = positions.LastSeen(account);
        var row = FindAsync(account, cancellationToken);
        if (query.Count == 0)
            return await StartAsync(query, row, AsyncEnumerable.Empty<UserRecord>(), cancellationToken);
        if (query.ByCursor)
        {
            var after = query.After is { } last ? UserKeys.User(last.User) : UserKeys.BeforeUsers;
            return await StartAsync(query, row, scan.TakeAsync(account, after, query.Count + 1, cancellationToken), cancellationToken);
        }

        // The page that a remembered position leads to is read beside the row that tells whether the position holds.
        var position = positions.Nearest(account, query.StartIndex);
        if (position.StartIndex == query.StartIndex)
        {
            var page = await StartAsync(
                query, row, UsersAt(account, query, position, seenBefore, row, cancellationToken), cancellationToken);
            if (position == ListPositions.Start || position.Turnover == (await row)?.Turnover)
                return page;
            await page.DisposeAsync();
        }
        return await OpenDeepAsync(account, query, await row, cancellationToken);
    }

    /// <summary>The page after the users before it have been counted, from the nearest position that holds.</summary>
    private async Task<OpenPage> OpenDeepAsync(
        AccountId account, UserQuery query, AccountSnapshot? row, CancellationToken cancellationToken)
    {
        var known = Task.FromResult(row);
        var users = AsyncEnumerable.Empty<UserRecord>();
        if (row is not null && row.Users >= query.StartIndex)
        {
            var position = positions.Nearest(account, query.StartIndex, row.Turnover);
            var places = query.StartIndex - position.StartIndex;
            var after = places == 0 ? position.After : await scan.SkipAsync(account, position.After, places, query, cancellationToken);
            if (after is not null)
            {
                position = positions.Remember(account, query.StartIndex, after, row.Turnover);
                users = UsersAt(account, query, position, row.Turnover, known, cancellationToken);
            }
        }
        return await StartAsync(query, known, users, cancellationToken);
    }

    /// <summary>
    /// The users of a page. Where it ends the next one begins, which is remembered if nobody came or went between the reading of the row
    /// before the page and the one beside it.
    /// </summary>
    private async IAsyncEnumerable<UserRecord> UsersAt(
        AccountId account,
        UserQuery query,
        RememberedPosition position,
        long? seenBefore,
        Task<AccountSnapshot?> row,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var user in scan.TakeAsync(account, position.After, query.Count, cancellationToken))
        {
            if (++count == query.Count && (await row)?.Turnover is { } turnover && turnover == seenBefore)
                positions.Remember(account, query.StartIndex + count, UserKeys.User(user.Id), turnover);
            yield return user;
        }
    }

    private static Task<OpenPage> StartAsync(
        UserQuery query, Task<AccountSnapshot?> row, IAsyncEnumerable<UserRecord> users, CancellationToken cancellationToken)
    {
        return OpenPage.StartAsync(query, TotalAsync(), users, () => false, cancellationToken);

        async Task<int?> TotalAsync() => (await row)?.Users ?? 0;
    }

    private async Task<AccountSnapshot?> FindAsync(AccountId account, CancellationToken cancellationToken)
    {
        var row = await accounts.FindAsync(account, cancellationToken);
        if (row is not null)
            positions.See(row);
        return row;
    }
}
