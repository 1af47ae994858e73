using Scim.Protocol.Computing;
using Scim.Protocol.Paths;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Patching;

/// <summary>What a read-only attribute has: connectors repeat what they were answered.</summary>
internal static class ReadOnlyValue
{
    private static readonly AttributeDefinition Location = UserResource.Meta.SubAttributes.Require("location");

    /// <summary>True if the attribute has the value already; of a complex value, if it has every part that is named.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="path">The attribute.</param>
    /// <param name="value">What is sent; null for no value.</param>
    /// <param name="steps">What the work is spent from.</param>
    public static bool Has(ComplexValue resource, AttributePath path, object? value, StepBudget steps)
    {
        object? current = resource;
        foreach (var step in path.Steps)
            current = (current as ComplexValue)?[step];
        return Has(path.Target, current, value, resource, steps);
    }

    private static bool Has(AttributeDefinition attribute, object? current, object? value, ComplexValue resource, StepBudget steps)
    {
        return value switch
        {
            // It is made for each answer: its end is what the resource knows.
            string location when attribute == Location => location.EndsWith($"/{resource[UserResource.Id]}", StringComparison.Ordinal),
            ComplexValue parts when attribute.Type == AttributeType.Complex && !attribute.MultiValued => current is ComplexValue held
                && parts.Assigned().All(part => Has(part.Attribute, held[part.Attribute], part.Value, resource, steps)),
            MultiValue { Count: 0 } => current is null,
            _ => Entry.AreEqual(attribute, current, value, steps),
        };
    }
}
