using Scim.Http.Discovery;
using Scim.Protocol.Errors;
using Scim.Protocol.Messages;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Http.Users;

/// <summary>
/// Paging by cursor (RFC 9865). There is no <c>previousCursor</c>: it is optional, and lists are walked forwards.
/// </summary>
internal static class PageCursors
{
    /// <summary>The query for the page that a cursor asks for; the empty one asks for the first.</summary>
    /// <exception cref="ScimException"><c>invalidCursor</c>, <c>expiredCursor</c> or <c>invalidCount</c>.</exception>
    public static UserQuery At(string cursor, SearchRequest parameters, UserQuery query, AccountId account, DateTimeOffset now)
    {
        if (parameters.StartIndex is not null)
            throw new ScimException(ScimError.InvalidCursor("Give either cursor or startIndex, not both."));
        return query with
        {
            ByCursor = true,
            After = UserCursor.Read(cursor, account, query.ToCanonicalText(), now)?.After,
            Count = Count(parameters.Count),
        };
    }

    /// <summary>What a list says about its page; the cursor of the next one once all users of the page were taken.</summary>
    public static ListPosition PositionOf(OpenPage page, UserQuery query, AccountId account, DateTimeOffset now) => new()
    {
        TotalResults = page.TotalResults,
        StartIndex = query.ByCursor ? null : query.StartIndex,
        NextCursor = page is { HasMore: true, Last: { } last } ? new UserCursor(last).Write(account, query.ToCanonicalText(), now) : null,
    };

    private static int Count(string? text)
    {
        if (text is null)
            return Offered.Features.DefaultPageSize;
        return ListRequest.WholeNumber(text) is >= 1 and var count
            ? (int)Math.Min(count, Offered.Features.MaxPageSize)
            : throw new ScimException(ScimError.InvalidCount());
    }
}
