using System.Runtime.CompilerServices;
using Scim.Cli.Running;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;

namespace Scim.Cli.Users;

/// <summary>The users of an account, however many: no more than a page is in memory.</summary>
internal static class UserPages
{
    private const int PageSize = 1_000;
    private static readonly string? TooMany = ScimError.TooMany("").Type;

    /// <summary>The users in order of creation.</summary>
    /// <param name="session">The run.</param>
    /// <param name="account">The account.</param>
    /// <param name="filter">Only users that satisfy it; null for all.</param>
    /// <param name="stop">Ends it.</param>
    public static async IAsyncEnumerable<UserRecord> ReadAsync(
        Session session, AccountId account, Filter? filter, [EnumeratorCancellation] CancellationToken stop = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, session.Stop);
        var query = new UserQuery { Filter = filter, ByCursor = true, Count = PageSize };
        var steps = query.Computation.Steps;
        UserPage page;
        do
        {
            try
            {
                page = await session.Get<IUserStore>().ListAsync(account, query, either.Token);
            }
            catch (ScimException refusal) when (refusal.Error.Type == TooMany && query.Filter is not null)
            {
                // What is too much for one request of a client is read page by page here.
                query = query with { Filter = null };
                page = await session.Get<IUserStore>().ListAsync(account, query, either.Token);
            }
            // A page by an index or a filtered scan was filtered by the store already.
            var rest = query.Filter is null ? filter : null;
            foreach (var user in page.Users.Where(user => rest is null || rest.Matches(user.Resource, steps)))
                yield return user;
            if (page.Users.Count > 0) query = query with { After = page.Users[^1].Id };
        }
        while (page.HasMore);
    }
}
