using System.Runtime.CompilerServices;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Queries;
using Scim.Protocol.Resources;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Queries;

/// <summary>
/// Plans queries: an indexed equality leads to a few users by their ids, no filter to the page itself, anything else to all users
/// of the account. Wherever users come from, the whole filter is evaluated on their documents.
/// </summary>
internal sealed class UserQueries(
    StorageTable users, IAccountStore accounts, ListPositions positions, QueryLimits limits, TimeProvider time)
{
    private readonly UserReader _reader = new(users);
    private readonly UserScan _scan = new(users, limits, time);
    private readonly IndexLookup _index = new(users, new UserReader(users), limits);

    /// <summary>A page of the users that satisfy the query.</summary>
    public async Task<OpenPage> OpenAsync(AccountId account, UserQuery query, CancellationToken cancellationToken)
    {
        var order = query.Sort is { By.IsKnown: true } sort ? sort : null;
        if (order is not null)
            SortedPage.CheckDepth(query, limits);
        if (query.Filter is null && (order is null || query.Count == 0))
            return await new UnfilteredPages(_scan, accounts, positions).OpenAsync(account, query, cancellationToken);

        var few = await FindByIndexAsync(account, query.Filter, cancellationToken);
        var after = order is null ? null : await LastOfPageBeforeAsync(account, query, cancellationToken);
        var budget = limits.Start(time);
        while (true)
        {
            var found = new FoundUsers(_reader, account, query);
            var page = order is null
                ? await PageOfMatches.TakeAsync(Matches(null), query, countAll: few is not null || !query.ByCursor, found)
                : await new SortedPage(query, order, after).TakeAsync(Matches(found));
            var users = found.ReadAsync(page.Users, asFound: query.ByCursor && order is not null, cancellationToken);
            var open = await OpenPage.StartAsync(
                query, Task.FromResult(page.Total), users, () => page.HasMore || found.HasLost, cancellationToken);
            if (!(open is { IsEmpty: true, HasMore: true }))
                return open;
            await open.DisposeAsync(); // All of the page have gone or changed since they were found: others have moved up.

            IAsyncEnumerable<UserRecord> Matches(FoundUsers? keeper) => few is null
                ? _scan.MatchesAsync(account, StartOfScan(query, order), query, budget, cancellationToken)
                : FewAsync(account, few, query, keeper, cancellationToken);
        }
    }

    private static string StartOfScan(UserQuery query, SortOrder? order) =>
        order is null && query is { ByCursor: true, After: { } last } ? UserKeys.User(last.User) : UserKeys.BeforeUsers;

    /// <summary>Who an index leads to; null if there is none for the filter, or they are too many to be read one by one.</summary>
    private async Task<FewUsers?> FindByIndexAsync(AccountId account, Filter? filter, CancellationToken cancellationToken) =>
        filter is not null && IndexedEquality.In(filter) is { } equality
            ? await _index.FindAsync(account, equality, cancellationToken)
            : null;

    /// <summary>Those of a few users that satisfy the filter; small ones are kept, so that the page need not read them again.</summary>
    private async IAsyncEnumerable<UserRecord> FewAsync(
        AccountId account,
        FewUsers few,
        UserQuery query,
        FoundUsers? keeper,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var matcher = new UserMatcher(query);
        var read = few.TakeAhead() is { } ahead
            ? new[] { ahead }.ToAsyncEnumerable()
            : _reader.ReadAsync(account, few.Ids, cancellationToken);
        await foreach (var user in read)
        {
            using var turn = await query.Computation.EnterAsync(cancellationToken);
            if (!matcher.Accepts(user))
                continue;
            keeper?.Keep(user);
            yield return user;
        }
    }

    /// <summary>In a sorted list the next page begins after the sort value of a user, who must still be there as he was.</summary>
    private async Task<ComplexValue?> LastOfPageBeforeAsync(AccountId account, UserQuery query, CancellationToken cancellationToken)
    {
        if (query is not { ByCursor: true, After: { } last })
            return null;
        var user = await _reader.FindAsync(account, last.User, cancellationToken);
        return user?.Position == last ? user.In(query.Type) : throw new ScimException(ScimError.ExpiredCursor());
    }
}
