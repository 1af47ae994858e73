using Scim.Protocol.Computing;
using Scim.Protocol.Unicode;

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
            (string text, string) => CompareTexts(text, test, steps),
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
        text = TextComparison.Comparable(text, caseExact, steps);
        return TextComparison.Compare(text, TextComparison.Comparable(other, caseExact, steps), caseExact, steps);
    }

    private static bool CompareTexts(string text, ComparisonFilter test, StepBudget steps)
    {
        var caseExact = test.Path.Target.CaseExact;
        text = TextComparison.Comparable(text, caseExact, steps);
        return test.Operator switch
        {
            ComparisonOperator.Equal => TextComparison.AreEqual(text, test.Text, caseExact, steps),
            ComparisonOperator.NotEqual => !TextComparison.AreEqual(text, test.Text, caseExact, steps),
            ComparisonOperator.Contains => test.Search.IsIn(text, steps),
            ComparisonOperator.StartsWith => TextComparison.StartsWith(text, test.Text, caseExact, steps),
            ComparisonOperator.EndsWith => TextComparison.EndsWith(text, test.Text, caseExact, steps),
            _ => Holds(TextComparison.Compare(text, test.Text, caseExact, steps), test.Operator),
        };
    }

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
