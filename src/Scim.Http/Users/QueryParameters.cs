using Microsoft.AspNetCore.Http;
using Scim.Protocol.Errors;
using Scim.Protocol.Messages;

namespace Scim.Http.Users;

/// <summary>The parameters of a URL's query (RFC 7644 §3.4.2, §3.9); others are ignored.</summary>
internal static class QueryParameters
{
    /// <summary>Reads the parameters of a list.</summary>
    /// <exception cref="ScimException"><c>invalidValue</c>: a parameter is repeated.</exception>
    public static SearchRequest ReadSearch(IQueryCollection query) => new()
    {
        Attributes = Attributes(query),
        ExcludedAttributes = ExcludedAttributes(query),
        Filter = Single(query, "filter"),
        SortBy = Single(query, "sortBy"),
        SortOrder = Single(query, "sortOrder"),
        StartIndex = Single(query, "startIndex"),
        Count = Single(query, "count"),
        Cursor = Single(query, "cursor"),
    };

    /// <summary>The names of the attributes to return; empty if none are named.</summary>
    public static IReadOnlyList<string> Attributes(IQueryCollection query) => Names(query, "attributes");

    /// <summary>The names of the attributes to leave out; empty if none are named.</summary>
    public static IReadOnlyList<string> ExcludedAttributes(IQueryCollection query) => Names(query, "excludedAttributes");

    /// <summary>Names separated by commas, in one parameter or in several.</summary>
    private static string[] Names(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) ? values.ToString().Split(',') : [];

    private static string? Single(IQueryCollection query, string name)
    {
        if (!query.TryGetValue(name, out var values))
            return null;
        return values.Count == 1
            ? values[0]
            : throw new ScimException(ScimError.InvalidValue($"The query has {name} more than once."));
    }
}
