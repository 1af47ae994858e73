using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>Reading of whole pages.</summary>
public static class WholePages
{
    /// <summary>A page of the users that satisfy the query, as a whole in memory: for pages that are known to be small.</summary>
    /// <exception cref="Protocol.Errors.ScimException"><c>tooMany</c>: the query would read more than the limits allow.</exception>
    public static async Task<UserPage> ListAsync(
        this IUserStore store, AccountId account, UserQuery query, CancellationToken cancellationToken)
    {
        await using var page = await store.OpenAsync(account, query, cancellationToken);
        var users = new List<UserRecord>();
        while (await page.TakeAsync() is { } user)
            users.Add(user);
        return new UserPage(users, page.TotalResults, page.HasMore);
    }
}
