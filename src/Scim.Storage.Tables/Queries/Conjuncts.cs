using Scim.Protocol.Filters;

namespace Scim.Storage.Tables.Queries;

/// <summary>The conditions of a filter that must all hold.</summary>
internal static class Conjuncts
{
    public static IReadOnlyList<Filter> Of(Filter filter) => filter is AndFilter and ? and.Terms : [filter];
}
