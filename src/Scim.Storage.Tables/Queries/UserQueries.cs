using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Resources;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;
using Scim.Storage.Tables.Connection;
using Scim.Storage.Tables.Users;

namespace Scim.Storage.Tables.Queries;

/// <summary>
/// Plans queries: an indexed equality leads to a few users by their ids, no filter to the page itself, anything else to all users
/// of the account. Wherever users come from, the whole filter is evaluated on their documents.
/// </summary>
internal sealed class UserQueries(StorageTable users, IAccountStore accounts, QueryLimits limits, TimeProvider time)
{
    private readonly UserReader _reader = new(users);
    private readonly UserScan _scan = new(users, limits, time);
    private readonly IndexLookup _index = new(users, limits);
    private readonly ListPositions _positions = new(time);

    /// <summary>A page of the users that satisfy the query.</summary>
    public async Task<UserPage> ListAsync(AccountId account, UserQuery query, CancellationToken cancellationToken)
    {
        var order = query.Sort is { By.IsKnown: true } sort ? sort : null;
        if (order is not null)
            SortedPage.CheckDepth(query, limits);
        if (query.Filter is null && (order is null || query.Count == 0))
            return await new UnfilteredPages(_scan, accounts, _positions).ReadAsync(account, query, cancellationToken);

        var few = await FindByIndexAsync(account, query, cancellationToken);
        if (order is null)
        {
            return few is null
                ? await PageOfMatches.TakeAsync(ScanFor(account, query, cancellationToken), query, countAll: !query.ByCursor)
                : await PageOfMatches.TakeAsync(few.ToAsyncEnumerable(), query, countAll: true);
        }

        var after = await LastOfPageBeforeAsync(account, query, cancellationToken);
        if (few is not null)
        {
            using var turn = await query.Computation.EnterAsync(cancellationToken);
            return await new SortedPage(query, order, after).TakeAsync(few.ToAsyncEnumerable(), ids => Task.FromResult(Pick(few, ids)));
        }
        var budget = limits.Start(time);
        UserPage page;
        do
        {
            page = await new SortedPage(query, order, after).TakeAsync(
                _scan.MatchesAsync(account, UserKeys.BeforeUsers, query, budget, cancellationToken),
                async ids => await MatchingAsync(await _reader.FindAsync(account, ids, cancellationToken), query, cancellationToken));
        }
        while (page is { Users.Count: 0, HasMore: true }); // All of the page have gone since they were scanned: others have moved up.
        return page;
    }

    /// <summary>Forgets what a removed user makes wrong.</summary>
    public void Removed(AccountId account) => _positions.Forget(account);

    private IAsyncEnumerable<UserRecord> ScanFor(AccountId account, UserQuery query, CancellationToken cancellationToken)
    {
        var after = query is { ByCursor: true, After: { } last } ? UserKeys.User(last) : UserKeys.BeforeUsers;
        return _scan.MatchesAsync(account, after, query, limits.Start(time), cancellationToken);
    }

    private async Task<IReadOnlyList<UserRecord>?> FindByIndexAsync(AccountId account, UserQuery query, CancellationToken cancellationToken)
    {
        if (query.Filter is null || IndexedEquality.In(query.Filter) is not { } equality)
            return null;
        return await _index.FindAsync(account, equality, cancellationToken) is { } ids
            ? await MatchingAsync(await _reader.FindAsync(account, ids, cancellationToken), query, cancellationToken)
            : null;
    }

    /// <summary>In a sorted list the next page begins after the sort value of a user, who must still be there.</summary>
    private async Task<ComplexValue?> LastOfPageBeforeAsync(AccountId account, UserQuery query, CancellationToken cancellationToken)
    {
        if (query is not { ByCursor: true, After: { } last })
            return null;
        var user = await _reader.FindAsync(account, last, cancellationToken)
            ?? throw new ScimException(ScimError.ExpiredCursor());
        return user.Resource;
    }

    private static async Task<IReadOnlyList<UserRecord>> MatchingAsync(
        IReadOnlyList<UserRecord> users, UserQuery query, CancellationToken cancellationToken)
    {
        if (query.Filter is not { } filter)
            return users;
        using var turn = await query.Computation.EnterAsync(cancellationToken);
        return [.. users.Where(user => filter.Matches(user.ReadWith(query.Computation.Steps), query.Computation.Steps))];
    }

    private static IReadOnlyList<UserRecord> Pick(IReadOnlyList<UserRecord> users, IReadOnlyList<UserId> ids) =>
        [.. ids.Select(id => users.First(user => user.Id == id))];
}
