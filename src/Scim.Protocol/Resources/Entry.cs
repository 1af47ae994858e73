using Scim.Protocol.Computing;
using Scim.Protocol.Schemas;
using Scim.Protocol.Unicode;

namespace Scim.Protocol.Resources;

/// <summary>
/// One value of a multi-valued attribute (RFC 7643 §2.4). Two complex entries with the same <c>type</c> and <c>value</c> are the
/// same entry; connectors repeat entries, so they are merged and not refused, and the later one's sub-attributes win.
/// </summary>
internal static class Entry
{
    /// <summary>Whether the entry has <c>primary</c> true.</summary>
    public static bool IsPrimary(object entry) =>
        entry is ComplexValue complex && complex.Attributes.Find("primary") is { } primary && complex[primary] is true;

    /// <summary>Whether the entry is primary and more than labels, which are dropped in the end.</summary>
    public static bool CountsAsPrimary(object entry) => IsPrimary(entry) && !IsBare(entry);

    /// <summary>The entry with <c>primary</c> false (RFC 7644 §3.5.2).</summary>
    public static object NotPrimary(object entry)
    {
        var complex = (ComplexValue)entry;
        return complex.With(complex.Attributes.Require("primary"), false);
    }

    /// <summary>Whether the entry says nothing but what it would be for: only <c>type</c> and <c>primary</c>, or nothing at all.</summary>
    public static bool IsBare(object entry) =>
        entry is ComplexValue complex && complex.Assigned().All(assigned => assigned.Attribute.IsLabel);

    /// <summary>The first value with the assigned attributes of the second put over it.</summary>
    public static ComplexValue Merge(ComplexValue under, ComplexValue over)
    {
        foreach (var (attribute, value) in over.Assigned())
            under = under.With(attribute, value);
        return under;
    }

    /// <summary>Whether two values of an attribute are equal; text by the attribute's <c>caseExact</c>.</summary>
    public static bool AreEqual(AttributeDefinition attribute, object? left, object? right, StepBudget steps)
    {
        steps.SpendVisits(1);
        if (left is not string one || right is not string other)
            return Equals(left, right);
        one = TextComparison.Comparable(one, attribute.CaseExact, steps);
        return TextComparison.AreEqual(one, TextComparison.Comparable(other, attribute.CaseExact, steps), attribute.CaseExact, steps);
    }
}
