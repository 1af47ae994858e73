using Scim.Protocol.Errors;

namespace Scim.Operations.Remedies;

/// <summary>Lists and searches: filters, orders, pages, projections.</summary>
internal static class QueryRules
{
    public static IReadOnlyList<RemedyRule> All { get; } =
    [
        new(
            "filter-too-long",
            kind => kind.Type == "invalidFilter" && (kind.Says("at most") || kind.Says("more than")),
            _ => "The filter is longer or deeper than the service takes. Let the connector ask for one user by userName, externalId or "
                + "id."),
        new(
            "filter-wrong",
            kind => kind.Type == "invalidFilter",
            c => "The filter cannot be read, as the detail says. Match users by an attribute that is here, such as userName eq or "
                + $"externalId eq; correct the matching attribute {c.Places.Mapping}."),
        new(
            "sorted-too-deep",
            kind => kind.Type == "tooMany" && kind.Says("sorted list"),
            _ => "Sorted lists have 10,000 users at most. Let the client ask with a filter, or without sortBy and by cursor."),
        new(
            "query-too-costly",
            kind => kind.Is(ScimError.QueryTooCostly()),
            _ => "The query compares too much text. Filter by id, userName, externalId or emails.value, or with fewer comparisons."),
        new(
            "query-too-wide",
            kind => kind.Type == "tooMany",
            c => "The query reads more users than one request may, since no index helps it. Match by userName, externalId, id or "
                + $"emails.value {c.Places.Mapping}."),
        new(
            "cursor-expired",
            kind => kind.Type == "expiredCursor",
            _ => "The page was asked for over an hour after the one before it, or the user that it ended with is gone. Let the client "
                + "begin with the first page again."),
        new(
            "cursor-wrong",
            kind => kind.Type == "invalidCursor",
            _ => "The cursor belongs to another query, or came together with startIndex. Let the client send the query unchanged, with the "
                + "nextCursor of the page before and without startIndex."),
        new(
            "count-wrong",
            kind => kind.Type == "invalidCount" || (kind.Type == "invalidValue" && IsOfPaging(kind)),
            _ => "startIndex or count is no whole number, or with a cursor not over 0. Correct the paging of the client."),
        new(
            "sort-wrong",
            kind => kind.Type == "invalidValue" && (kind.Says("sortBy") || kind.Says("sortOrder")),
            _ => "The order cannot be made. Let the client send sortBy with the name of a simple attribute, and sortOrder ascending or "
                + "descending, or neither."),
        new(
            "projection-wrong",
            kind => kind.Type == "invalidValue" && kind.Says("excludedAttributes"),
            _ => "attributes and excludedAttributes came together, or with a filter in a strict account. Let the client send one of them, "
                + "with names of attributes only."),
        new(
            "parameter-twice",
            kind => kind.Type == "invalidValue" && kind.Says("The query has"),
            _ => "The query names a parameter twice. Look whether the connector's address has a query of its own, and take it out."),
        new(
            "address-encoding",
            kind => kind.Type == "invalidValue" && kind.Says("Encode the path"),
            _ => "The path or the query is not in UTF-8. Let the client percent-encode names as UTF-8."),
    ];

    // An attribute of a schema may have such a name too.
    private static bool IsOfPaging(RefusalKind kind) =>
        kind.Operation is null or "ListUsers" or "SearchUsers"
        && (kind.Says("startIndex must be") || kind.Says("count must be"));
}
