using Scim.Protocol.Computing;
using Scim.Protocol.Paths;
using Scim.Protocol.Resources;

namespace Scim.Protocol.Filters;

/// <summary>
/// Decides whether resources satisfy filters (RFC 7644 §3.4.2.2). Where an attribute has several values, one that compares as asked
/// is enough, also for <c>ne</c>. Where it has none, only <c>ne</c> with a literal and <c>eq null</c> are true; an entry of
/// <c>emails</c> without <c>type</c> counts so for <c>emails.type</c>. <c>not</c> negates whatever its term gives, so
/// <c>not (title eq "x")</c> is true without a title. Text compares ordinally, without case unless the attribute is caseExact.
/// </summary>
public static class FilterEvaluation
{
    /// <summary>Whether a resource, or for a PATCH selector one complex value, satisfies the filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="resource">The resource or complex value.</param>
    /// <param name="steps">What every value that is looked at and every character that is compared is spent from.</param>
    /// <exception cref="Errors.ScimException">The steps are spent.</exception>
    public static bool Matches(this Filter filter, ComplexValue resource, StepBudget steps) => filter switch
    {
        ComparisonFilter test => MatchesFrom(resource, test.Path, 0, test, steps),
        PresenceFilter presence => HasValueFrom(resource, presence.Path, 0, steps),
        ValuePathFilter values => MatchesEntryFrom(resource, values.Path, 0, values.Inner, steps),
        AndFilter and => MatchesAll(and.Terms, resource, steps),
        OrFilter or => MatchesAny(or.Terms, resource, steps),
        NotFilter not => !not.Term.Matches(resource, steps),
        _ => throw new ArgumentException($"{filter.GetType()} is no filter.", nameof(filter)),
    };

    private static bool MatchesAll(IReadOnlyList<Filter> terms, ComplexValue resource, StepBudget steps)
    {
        for (var index = 0; index < terms.Count; index++)
        {
            if (!terms[index].Matches(resource, steps))
                return false;
        }
        return true;
    }

    private static bool MatchesAny(IReadOnlyList<Filter> terms, ComplexValue resource, StepBudget steps)
    {
        for (var index = 0; index < terms.Count; index++)
        {
            if (terms[index].Matches(resource, steps))
                return true;
        }
        return false;
    }

    private static bool MatchesFrom(object? value, AttributePath path, int step, ComparisonFilter test, StepBudget steps)
    {
        steps.SpendVisits(1);
        if (value is MultiValue { Count: > 0 } values)
        {
            for (var index = 0; index < values.Count; index++)
            {
                if (MatchesFrom(values[index], path, step, test, steps))
                    return true;
            }
            return false;
        }
        if (value is null or MultiValue || !path.IsKnown) // A list that is kept though it is empty has no value either.
            return test.Value is null ? test.Operator == ComparisonOperator.Equal : test.Operator == ComparisonOperator.NotEqual;
        if (step < path.Steps.Count)
            return MatchesFrom(((ComplexValue)value)[path.Steps[step]], path, step + 1, test, steps);
        if (test.Value is null)
            return test.Operator == ComparisonOperator.NotEqual;
        return ValueComparison.Compares(value, test, steps);
    }

    private static bool HasValueFrom(object? value, AttributePath path, int step, StepBudget steps)
    {
        steps.SpendVisits(1);
        switch (value)
        {
            case null:
                return false;
            case MultiValue values:
                for (var index = 0; index < values.Count; index++)
                {
                    if (HasValueFrom(values[index], path, step, steps))
                        return true;
                }
                return false;
            case ComplexValue complex when step < path.Steps.Count:
                return HasValueFrom(complex[path.Steps[step]], path, step + 1, steps);
            case ComplexValue complex:
                return path.IsKnown && !complex.IsEmpty;
            default:
                return true;
        }
    }

    private static bool MatchesEntryFrom(object? value, AttributePath path, int step, Filter inner, StepBudget steps)
    {
        steps.SpendVisits(1);
        switch (value)
        {
            case MultiValue values:
                for (var index = 0; index < values.Count; index++)
                {
                    if (MatchesEntryFrom(values[index], path, step, inner, steps))
                        return true;
                }
                return false;
            case ComplexValue complex when step < path.Steps.Count:
                return MatchesEntryFrom(complex[path.Steps[step]], path, step + 1, inner, steps);
            case ComplexValue complex:
                return path.IsKnown && inner.Matches(complex, steps);
            default:
                return false;
        }
    }
}
