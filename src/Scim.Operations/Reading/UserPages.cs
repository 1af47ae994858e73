using System.Runtime.CompilerServices;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Reading;

/// <summary>The users of an account, however many and however large: no more than a few of them are in memory.</summary>
/// <param name="users">The users.</param>
internal sealed class UserPages(IUserStore users)
{
    private const int PageSize = 1_000;
    private static readonly string? TooMany = ScimError.TooMany("").Type;

    /// <summary>The users in order of creation.</summary>
    /// <param name="account">The account.</param>
    /// <param name="type">What a user of the account has; for core attributes alone that of a new account does.</param>
    /// <param name="filter">Only users that satisfy it; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="after">Only those after this one; null for all.</param>
    public async IAsyncEnumerable<UserRecord> ReadAsync(
        AccountId account,
        UserType type,
        Filter? filter,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        UserId? after = null)
    {
        var query = new UserQuery
        {
            Type = type,
            Filter = filter,
            ByCursor = true,
            Count = PageSize,
            After = after is { } last ? new UserPosition(last, default) : null,
        };
        bool hasMore;
        do
        {
            OpenPage page;
            try
            {
                page = await users.OpenAsync(account, query, cancellationToken);
            }
            catch (ScimException refusal) when (refusal.Error.Type == TooMany && query.Filter is not null)
            {
                // What is too much for one request of a client is read page by page here.
                query = query with { Filter = null };
                page = await users.OpenAsync(account, query, cancellationToken);
            }
            await using (page)
            {
                while (await page.TakeAsync() is { } user)
                {
                    if (query.Filter is not null || filter is null || filter.Matches(user.In(type), query.Computation.Steps))
                        yield return user;
                }
                query = query with { After = page.Last ?? query.After };
                hasMore = page.HasMore;
            }
        }
        while (hasMore);
    }

    /// <summary>The id of the user who has a <c>userName</c> now; null if nobody has.</summary>
    public async Task<UserId?> FindAsync(AccountId account, string userName, CancellationToken cancellationToken)
    {
        var named = new ComparisonFilter(new AttributePath(UserResource.UserName), ComparisonOperator.Equal, userName);
        return (await ReadAsync(account, UserType.Default, named, cancellationToken).FirstOrDefaultAsync(cancellationToken))?.Id;
    }

    /// <summary>The users that wait for a licence, the oldest first.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public IAsyncEnumerable<UserRecord> ReadWaitingAsync(AccountId account, CancellationToken cancellationToken) =>
        ReadAsync(account, UserType.Default, filter: null, cancellationToken).Where(static user => user.WaitingForLicence);
}
