using Scim.Protocol.Computing;

namespace Scim.Protocol.Filters;

/// <summary>Compares two simple values of one type.</summary>
internal static class ValueComparison
{
    /// <summary>Whether a value compares as asked; values of different types do so only for <c>ne</c>.</summary>
    public static bool Compares(object value, ComparisonFilter test, StepBudget steps)
    {
        var comparison = test.Operator;
        return (value, test.Value) switch
        {
            (string text, string other) => CompareTexts(text, other, test, steps),
            (bool flag, bool other) => Holds(flag.CompareTo(other), comparison),
            (long number, long other) => Holds(number.CompareTo(other), comparison),
            (decimal number, decimal other) => Holds(number.CompareTo(other), comparison),
            (DateTimeOffset instant, DateTimeOffset other) => Holds(instant.CompareTo(other), comparison),
            _ => comparison == ComparisonOperator.NotEqual,
        };
    }

    /// <summary>The order of two values of one attribute; text ordinally.</summary>
    public static int Order(object left, object right, bool caseExact, StepBudget steps)
    {
        if (left is not string text || right is not string other)
            return Comparer<object>.Default.Compare(left, right);
        steps.Spend(Math.Min(text.Length, other.Length));
        return string.Compare(text, other, RulesOf(caseExact));
    }

    private static bool CompareTexts(string text, string literal, ComparisonFilter test, StepBudget steps)
    {
        if (test.Operator == ComparisonOperator.Contains)
            return test.Search.IsIn(text, steps);
        var rules = RulesOf(test.Path.Target.CaseExact);
        steps.Spend(Math.Min(text.Length, literal.Length));
        return test.Operator switch
        {
            ComparisonOperator.Equal => text.Equals(literal, rules),
            ComparisonOperator.NotEqual => !text.Equals(literal, rules),
            ComparisonOperator.StartsWith => text.StartsWith(literal, rules),
            ComparisonOperator.EndsWith => text.EndsWith(literal, rules),
            _ => Holds(string.Compare(text, literal, rules), test.Operator),
        };
    }

    private static StringComparison RulesOf(bool caseExact) => caseExact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

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
