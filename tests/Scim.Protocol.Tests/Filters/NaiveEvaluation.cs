using Scim.Protocol.Filters;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Protocol.Unicode;

namespace Scim.Protocol.Tests.Filters;

/// <summary>The semantics of filters said again, as sets of values with null for each place that has none.</summary>
internal static class NaiveEvaluation
{
    public static bool Matches(Filter filter, ComplexValue resource) => filter switch
    {
        AndFilter and => and.Terms.All(term => Matches(term, resource)),
        OrFilter or => or.Terms.Any(term => Matches(term, resource)),
        NotFilter not => !Matches(not.Term, resource),
        PresenceFilter presence => Values(resource, presence.Path.Steps).Any(value => value is not null),
        ValuePathFilter values => Values(resource, values.Path.Steps).OfType<ComplexValue>().Any(entry => Matches(values.Inner, entry)),
        ComparisonFilter test => Values(resource, test.Path.Steps).Any(value => Holds(test, value)),
        _ => throw new ArgumentException("no filter", nameof(filter)),
    };

    private static List<object?> Values(object? value, IReadOnlyList<AttributeDefinition> steps)
    {
        List<object?> values = [steps.Count == 0 ? null : value];
        foreach (var step in steps)
            values = [.. values.SelectMany(above => above is ComplexValue complex ? Expanded(complex[step]) : [null])];
        return values;
    }

    private static List<object?> Expanded(object? value) => value is MultiValue values ? [.. values] : [value];

    private static bool Holds(ComparisonFilter test, object? value)
    {
        if (!test.Path.IsKnown)
            value = null;
        if (value is null || test.Value is null)
            return test.Operator == ComparisonOperator.Equal
                ? value == test.Value
                : test.Operator == ComparisonOperator.NotEqual && value != test.Value;
        if (value is string text && test.Value is string literal)
            return HoldsText(test.Operator, Folded(text, test), Folded(literal, test));
        return Holds(test.Operator, ((IComparable)value).CompareTo(test.Value));
    }

    private static string Folded(string text, ComparisonFilter test) =>
        test.Path.Target.CaseExact ? text : CaselessText.Fold(text);

    private static bool HoldsText(ComparisonOperator comparison, string text, string literal) => comparison switch
    {
        ComparisonOperator.Contains => text.Contains(literal, StringComparison.Ordinal),
        ComparisonOperator.StartsWith => text.StartsWith(literal, StringComparison.Ordinal),
        ComparisonOperator.EndsWith => text.EndsWith(literal, StringComparison.Ordinal),
        _ => Holds(comparison, string.CompareOrdinal(text, literal)),
    };

    private static bool Holds(ComparisonOperator comparison, int order) => comparison switch
    {
        ComparisonOperator.Equal => order == 0,
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.GreaterThan => order > 0,
        ComparisonOperator.GreaterThanOrEqual => order >= 0,
        ComparisonOperator.LessThan => order < 0,
        _ => order <= 0,
    };
}
