using System.Runtime.CompilerServices;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Queries;

/// <summary>Reads an account's users page by page, in the order of creation.</summary>
internal sealed class UserScan(StorageTable users, QueryLimits limits, TimeProvider time)
{
    /// <summary>
    /// The users after a RowKey that satisfy the query's filter. Who reads them must wait for nothing but the next one: the request holds
    /// its turn to compute meanwhile.
    /// </summary>
    public async IAsyncEnumerable<UserRecord> MatchesAsync(
        AccountId account, string after, UserQuery query, QueryBudget budget, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var matcher = new UserMatcher(query);
        await foreach (var page in users.PagesAsync(
            ServerFilter.Users(account, after, query.Filter), limits.PageSize, columns: null, cancellationToken, account.Value))
        {
            budget.Spend(page.Count);
            query.PageRead();
            using var turn = await query.Computation.EnterAsync(cancellationToken);
            foreach (var row in page)
            {
                var user = UserRow.Read(row);
                if (matcher.Accepts(user))
                    yield return user;
            }
        }
    }

    /// <summary>The first users after a RowKey.</summary>
    public async IAsyncEnumerable<UserRecord> TakeAsync(
        AccountId account, string after, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = count;
        var size = Math.Min(count, limits.PageSize);
        await foreach (var page in users.PagesAsync(
            ServerFilter.Users(account, after, null), size, columns: null, cancellationToken, account.Value))
        {
            foreach (var row in page)
            {
                yield return UserRow.Read(row);
                if (--left == 0)
                    yield break;
            }
        }
    }

    /// <summary>The RowKey of the user that many places after another, reading keys only; null if there are fewer.</summary>
    public async Task<string?> SkipAsync(
        AccountId account, string after, int places, UserQuery query, CancellationToken cancellationToken)
    {
        var budget = limits.Start(time);
        var left = places;
        var size = Math.Min(places, limits.PageSize);
        await foreach (var page in users.PagesAsync(ServerFilter.Users(account, after, null), size, ["RowKey"], cancellationToken))
        {
            budget.Spend(page.Count);
            query.PageRead();
            if (page.Count >= left)
                return page[left - 1].RowKey;
            left -= page.Count;
        }
        return null;
    }
}
