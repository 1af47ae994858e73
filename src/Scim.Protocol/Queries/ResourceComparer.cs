using Scim.Protocol.Computing;
using Scim.Protocol.Filters;
using Scim.Protocol.Resources;

namespace Scim.Protocol.Queries;

/// <summary>
/// Orders resources of one type (RFC 7644 §3.4.2.3). A multi-valued attribute counts by its primary value, or else its first. A
/// resource without a value comes last when ascending and first when descending. Equals are ordered by ascending <c>id</c>.
/// </summary>
/// <param name="order">What to sort by.</param>
/// <param name="steps">What every comparison is spent from; a comparison throws once they are spent.</param>
public sealed class ResourceComparer(SortOrder order, StepBudget steps) : IComparer<ComplexValue>
{
    /// <inheritdoc/>
    public int Compare(ComplexValue? x, ComplexValue? y)
    {
        var compared = CompareKeys(Key(x), Key(y));
        if (compared == 0)
            return string.CompareOrdinal(Id(x), Id(y));
        return order.Descending ? -compared : compared;
    }

    private int CompareKeys(object? left, object? right)
    {
        if (left is null || right is null)
            return (left is null).CompareTo(right is null);
        return ValueComparison.Order(left, right, order.By.Target.CaseExact, steps);
    }

    private object? Key(object? value)
    {
        steps.SpendVisits(1);
        for (var step = 0; step < order.By.Steps.Count && value is ComplexValue complex; step++)
        {
            value = complex[order.By.Steps[step]];
            if (value is MultiValue values)
                value = Foremost(values);
        }
        return value;
    }

    private object? Foremost(MultiValue values)
    {
        steps.SpendVisits(values.Count);
        for (var index = 0; index < values.Count; index++)
        {
            if (values[index] is ComplexValue entry && entry.Attributes.Find("primary") is { } primary && entry[primary] is true)
                return entry;
        }
        return values.Count > 0 ? values[0] : null;
    }

    private static string? Id(ComplexValue? resource) =>
        resource?.Attributes.Find("id") is { } id ? resource[id] as string : null;
}
