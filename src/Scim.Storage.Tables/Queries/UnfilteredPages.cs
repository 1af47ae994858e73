using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Users;

namespace Scim.Storage.Tables.Queries;

/// <summary>Pages of all users in the order of creation. The account row, read beside the page, gives the total.</summary>
internal sealed class UnfilteredPages(UserScan scan, IAccountStore accounts, ListPositions positions)
{
    public async Task<UserPage> ReadAsync(AccountId account, UserQuery query, CancellationToken cancellationToken)
    {
        var total = TotalAsync(account, cancellationToken);
        if (query.Count == 0)
            return new UserPage([], await total, HasMore: false);
        return query.ByCursor
            ? await ByCursorAsync(account, query, total, cancellationToken)
            : await ByIndexAsync(account, query, total, cancellationToken);
    }

    private async Task<UserPage> ByCursorAsync(AccountId account, UserQuery query, Task<int> total, CancellationToken cancellationToken)
    {
        var after = query.After is { } last ? UserKeys.User(last) : UserKeys.BeforeUsers;
        var page = scan.TakeAsync(account, after, query.Count + 1, cancellationToken);
        await Task.WhenAll(total, page);
        var users = await page;
        return new UserPage([.. users.Take(query.Count)], Math.Max(await total, users.Count), HasMore: users.Count > query.Count);
    }

    private async Task<UserPage> ByIndexAsync(AccountId account, UserQuery query, Task<int> total, CancellationToken cancellationToken)
    {
        var position = positions.Nearest(account, query.StartIndex);
        if (position.StartIndex < query.StartIndex)
        {
            var places = query.StartIndex - position.StartIndex;
            if (await total < query.StartIndex
                || await scan.SkipAsync(account, position.After, places, query, cancellationToken) is not { } after)
                return new UserPage([], await total, HasMore: false);
            position = position with { After = after };
            positions.Remember(account, query.StartIndex, after);
        }

        var page = scan.TakeAsync(account, position.After, query.Count, cancellationToken);
        await Task.WhenAll(total, page);
        var users = await page;
        if (users.Count > 0)
            positions.Remember(account, query.StartIndex + users.Count, UserKeys.User(users[^1].Id));
        return new UserPage(users, AtLeast(await total, query, users), HasMore: false);
    }

    /// <summary>The row and the page are two readings: between them users may have come or gone.</summary>
    private static int AtLeast(int total, UserQuery query, IReadOnlyList<UserRecord> users) =>
        users.Count == 0 ? total : Math.Max(total, query.StartIndex - 1 + users.Count);

    private async Task<int> TotalAsync(AccountId account, CancellationToken cancellationToken) =>
        (await accounts.FindAsync(account, cancellationToken))?.Users ?? 0;
}
