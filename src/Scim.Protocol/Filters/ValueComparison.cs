using Scim.Protocol.Unicode;

namespace Scim.Protocol.Filters;

/// <summary>Compares two simple values of one type.</summary>
internal static class ValueComparison
{
    /// <summary>Whether a value compares as asked; values of different types do so only for <c>ne</c>.</summary>
    public static bool Compares(object value, ComparisonOperator comparison, object literal, bool caseExact)
    {
        if (!caseExact && value is string sent && literal is string wanted)
            (value, literal) = (CaselessText.Comparable(sent), CaselessText.Comparable(wanted));
        var rules = caseExact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return (value, literal) switch
        {
            (string text, string other) => comparison switch
            {
                ComparisonOperator.Equal => text.Equals(other, rules),
                ComparisonOperator.NotEqual => !text.Equals(other, rules),
                ComparisonOperator.Contains => text.Contains(other, rules),
                ComparisonOperator.StartsWith => text.StartsWith(other, rules),
                ComparisonOperator.EndsWith => text.EndsWith(other, rules),
                _ => Holds(string.Compare(text, other, rules), comparison),
            },
            (bool flag, bool other) => Holds(flag.CompareTo(other), comparison),
            (long number, long other) => Holds(number.CompareTo(other), comparison),
            (decimal number, decimal other) => Holds(number.CompareTo(other), comparison),
            (DateTimeOffset instant, DateTimeOffset other) => Holds(instant.CompareTo(other), comparison),
            _ => comparison == ComparisonOperator.NotEqual,
        };
    }

    /// <summary>The order of two values of one attribute; text ordinally.</summary>
    public static int Order(object left, object right, bool caseExact) => (left, right) switch
    {
        (string text, string other) when caseExact => string.CompareOrdinal(text, other),
        (string text, string other) =>
            string.Compare(CaselessText.Comparable(text), CaselessText.Comparable(other), StringComparison.OrdinalIgnoreCase),
        _ => Comparer<object>.Default.Compare(left, right),
    };

    private static bool Holds(int order, ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => order == 0,
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.GreaterThan => order > 0,
        ComparisonOperator.GreaterThanOrEqual => order >= 0,
        ComparisonOperator.LessThan => order < 0,
        ComparisonOperator.LessThanOrEqual => order <= 0,
        _ => false,
    };
}
