using Scim.Protocol.Filters;
using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Patching;

/// <summary>
/// The target of a PATCH operation (RFC 7644 §3.5.2, figure 7). No attribute above the last of <paramref name="Attribute"/> is
/// multi-valued: <c>name.familyName</c> is all in <paramref name="Attribute"/>, <c>emails.value</c> is <c>emails</c> and a
/// sub-attribute.
/// </summary>
/// <param name="Attribute">The attribute; <see cref="AttributePath.Unknown"/> only for <see cref="UnknownSchema"/>.</param>
/// <param name="Selector">
/// Which values of a multi-valued complex attribute are meant; its paths begin at the sub-attributes, so it is evaluated on one
/// value. Null for all values.
/// </param>
/// <param name="SubAttribute">The sub-attribute of each selected value of a multi-valued attribute; null for the values themselves.</param>
public sealed record PatchPath(AttributePath Attribute, Filter? Selector, AttributeDefinition? SubAttribute)
{
    /// <summary>A well-formed path below a URN that is no schema of the type; a lenient account ignores it.</summary>
    public static PatchPath UnknownSchema { get; } = new(AttributePath.Unknown, null, null);

    /// <summary>
    /// The labels that an entry must have to be selected, if the selector is nothing but <c>eq</c> comparisons of <c>type</c> and
    /// <c>primary</c> joined by <c>and</c>, none of them with an empty or contradicting value; else empty. An entry that is missing can
    /// be created from them, as Entra ID expects of <c>emails[type eq "work"].value</c>; one that is told by its content cannot, since
    /// the client believes it to be there.
    /// </summary>
    public IReadOnlyList<(AttributeDefinition Attribute, object Value)> DeterminedValues => Determine(Selector);

    /// <summary>Whether the selector determines an entry: see <see cref="DeterminedValues"/>.</summary>
    public bool DeterminesEntry => DeterminedValues.Count > 0;

    private static List<(AttributeDefinition, object)> Determine(Filter? selector)
    {
        IReadOnlyList<Filter> terms = selector switch
        {
            AndFilter and => and.Terms,
            null => [],
            _ => [selector],
        };
        var values = new List<(AttributeDefinition Attribute, object Value)>(terms.Count);
        foreach (var term in terms)
        {
            if (term is not ComparisonFilter { Operator: ComparisonOperator.Equal, Path.Steps: [var attribute], Value: { } value }
                || value is ""
                || !attribute.IsLabel)
                return [];
            if (values.Exists(other => other.Attribute == attribute && !other.Value.Equals(value)))
                return [];
            values.Add((attribute, value));
        }
        return values;
    }
}
