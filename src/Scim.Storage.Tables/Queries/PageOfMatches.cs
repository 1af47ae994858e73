using Scim.Provisioning.Users;

namespace Scim.Storage.Tables.Queries;

/// <summary>Takes a page out of the users that satisfy a filter, in the order of creation.</summary>
internal static class PageOfMatches
{
    /// <param name="matches">The users, by ascending id.</param>
    /// <param name="query">Which page.</param>
    /// <param name="countAll">False to stop as soon as the page is full, at the price of the total.</param>
    public static async Task<UserPage> TakeAsync(IAsyncEnumerable<UserRecord> matches, UserQuery query, bool countAll)
    {
        var users = new List<UserRecord>();
        var total = 0;
        var hasMore = false;
        await foreach (var user in matches)
        {
            total++;
            if (IsBefore(user, query, total))
                continue;
            if (users.Count < query.Count)
            {
                users.Add(user);
                continue;
            }
            hasMore = true;
            if (!countAll)
                break;
        }
        var isCounted = countAll || (query.After is null && !hasMore);
        return new UserPage(users, isCounted ? total : null, query.ByCursor && hasMore);
    }

    private static bool IsBefore(UserRecord user, UserQuery query, int place) =>
        query.ByCursor
            ? query.After is { } last && user.Id <= last
            : place < query.StartIndex;
}
