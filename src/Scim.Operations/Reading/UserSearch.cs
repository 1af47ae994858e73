using System.Text.Encodings.Web;
using System.Text.Json;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Reading;

/// <summary>Finds a page of the users of an account without reading all of them.</summary>
/// <param name="users">The users.</param>
/// <param name="account">The account.</param>
/// <param name="type">What a user of the account has.</param>
/// <param name="size">How many users a page has at most.</param>
/// <param name="mostLookedAt">How many users a page looks at where nothing in storage leads to them.</param>
internal sealed class UserSearch(IUserStore users, AccountId account, UserType type, int size, int mostLookedAt)
{
    private static readonly string? TooMany = ScimError.TooMany("").Type;

    // The text goes into a filter, never into a page.
    private static readonly JsonSerializerOptions Literal = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Names = ["id", "userName", "externalId", "emails.value"];

    /// <summary>Those that have the name as a whole, in order of creation.</summary>
    /// <param name="name">An id, a <c>userName</c>, an <c>externalId</c> or an e-mail address.</param>
    /// <param name="after">Only those after this one; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<FoundPage> FindAsync(string name, UserId? after, CancellationToken cancellationToken)
    {
        var literal = JsonSerializer.Serialize(name, Literal);
        var pages = new List<FoundPage>();
        foreach (var attribute in Names)
        {
            pages.Add(await FilterAsync(FilterParser.Parse($"{attribute} eq {literal}", type), after, cancellationToken));
        }
        var found = pages.SelectMany(page => page.Users).DistinctBy(user => user.Id).OrderBy(user => user.Id).ToList();
        // A page that was cut is known up to its end only.
        var known = pages.Min(page => page.Next);
        var shown = found.Where(user => known is not { } end || user.Id <= end).Take(size).ToList();
        return new FoundPage(shown, shown.Count < found.Count ? shown[^1].Id : known);
    }

    /// <summary>Those that satisfy a filter, in order of creation.</summary>
    /// <param name="filter">The filter; null for all.</param>
    /// <param name="after">Only those after this one; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<FoundPage> FilterAsync(Filter? filter, UserId? after, CancellationToken cancellationToken)
    {
        var query = new UserQuery
        {
            Type = type,
            Filter = filter,
            ByCursor = true,
            Count = size,
            After = after is { } last ? new UserPosition(last, default) : null,
        };
        try
        {
            var page = await users.ListAsync(account, query, cancellationToken);
            return new FoundPage(page.Users, page.HasMore ? page.Users[^1].Id : null); // A page that has more is not empty.
        }
        catch (ScimException refusal) when (refusal.Error.Type == TooMany && filter is not null)
        {
            return await LookAsync(user => filter.Matches(user.In(type), query.Computation.Steps), after, cancellationToken);
        }
    }

    /// <summary>Those that fit among the next users.</summary>
    /// <param name="fits">Whether one does.</param>
    /// <param name="after">Only those after this one; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<FoundPage> LookAsync(Func<UserRecord, bool> fits, UserId? after, CancellationToken cancellationToken)
    {
        var found = new List<UserRecord>();
        var (lookedAt, last) = (0, after);
        await foreach (var user in new UserPages(users).ReadAsync(account, type, filter: null, cancellationToken, after))
        {
            // Only now it is known that there is more.
            if (found.Count == size || lookedAt == mostLookedAt) return new FoundPage(found, last);
            if (fits(user)) found.Add(user);
            lookedAt++;
            last = user.Id;
        }
        return new FoundPage(found, Next: null);
    }
}

/// <summary>Users that were found.</summary>
/// <param name="Users">The users, in order of creation.</param>
/// <param name="Next">The user after whom others may follow; null if none do.</param>
internal sealed record FoundPage(IReadOnlyList<UserRecord> Users, UserId? Next);
