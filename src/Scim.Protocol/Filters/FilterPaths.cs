using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Filters;

/// <summary>What a filter looks at.</summary>
public static class FilterPaths
{
    /// <summary>The attributes from a resource's root to each value that the filter looks at; a path may come more than once.</summary>
    public static IEnumerable<IReadOnlyList<AttributeDefinition>> Paths(this Filter filter) => filter switch
    {
        ComparisonFilter test => Known(test.Path),
        PresenceFilter presence => Known(presence.Path),
        ValuePathFilter { Path.IsKnown: true } values => Within(values),
        ValuePathFilter => [],
        AndFilter and => and.Terms.SelectMany(Paths),
        OrFilter or => or.Terms.SelectMany(Paths),
        NotFilter not => not.Term.Paths(),
        _ => throw new ArgumentException($"{filter.GetType()} is no filter.", nameof(filter)),
    };

    /// <summary>What stands in the brackets; where that is nothing that there is, the attribute itself counts.</summary>
    private static IEnumerable<IReadOnlyList<AttributeDefinition>> Within(ValuePathFilter values) => values.Inner.Paths()
        .DefaultIfEmpty([])
        .Select(inner => (IReadOnlyList<AttributeDefinition>)[.. values.Path.Steps, .. inner]);

    private static IEnumerable<IReadOnlyList<AttributeDefinition>> Known(AttributePath path) => path.IsKnown ? [path.Steps] : [];
}
