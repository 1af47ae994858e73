using Scim.Provisioning.Users;

namespace Scim.Storage.Tables.Queries;

/// <summary>Takes a page out of the users that satisfy a filter, in the order of creation.</summary>
/// <param name="Users">The users of the page.</param>
/// <param name="Total">How many users satisfy the filter; null if they were not counted.</param>
/// <param name="HasMore">True if others follow the page.</param>
internal sealed record PageOfMatches(IReadOnlyList<Match> Users, int? Total, bool HasMore)
{
    /// <param name="matches">The users, by ascending id.</param>
    /// <param name="query">Which page.</param>
    /// <param name="countAll">False to stop as soon as the page is full, at the price of the total.</param>
    /// <param name="found">Keeps the users of the page.</param>
    public static async Task<PageOfMatches> TakeAsync(
        IAsyncEnumerable<UserRecord> matches, UserQuery query, bool countAll, FoundUsers found)
    {
        var users = new List<Match>();
        var total = 0;
        var hasMore = false;
        var bytes = 0L;
        await foreach (var user in matches)
        {
            total++;
            if (IsBefore(user, query, total))
                continue;
            hasMore |= users.Count == query.Count || (query.ByCursor && bytes > OpenPage.MostBytesByCursor);
            if (!hasMore)
            {
                users.Add(Match.Of(user));
                found.Keep(user);
                bytes += user.Document.Length;
            }
            else if (!countAll)
            {
                break;
            }
        }
        var isCounted = countAll || (query.After is null && !hasMore);
        return new PageOfMatches(users, isCounted ? total : null, hasMore);
    }

    private static bool IsBefore(UserRecord user, UserQuery query, int place) =>
        query.ByCursor
            ? query.After is { } last && user.Id <= last.User
            : place < query.StartIndex;
}
