using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Patching;

/// <summary>One change at one target. An operation without <c>path</c> makes several.</summary>
/// <param name="Operation">The 1-based number of the operation, for error details.</param>
/// <param name="Kind">What to do.</param>
/// <param name="Path">The target, known and writable.</param>
/// <param name="Value">With what; <see cref="PatchValue.None"/> where <c>remove</c> needs none.</param>
internal sealed record PatchChange(int Operation, PatchKind Kind, PatchPath Path, PatchValue Value)
{
    /// <summary>True for a read-only target: the value is no change, or it is refused.</summary>
    public bool IsConfirmation { get; init; }

    /// <summary>The resource with the change made.</summary>
    /// <exception cref="ScimException"><c>noTarget</c>, <c>invalidValue</c> or <c>mutability</c>.</exception>
    public ComplexValue Apply(ComplexValue resource, Strictness strictness, StepBudget steps)
    {
        steps.SpendVisits(resource.Attributes.Count);
        if (!IsConfirmation)
            return Apply(resource, 0, strictness, steps);
        return ReadOnlyValue.Has(resource, Path.Attribute, Value.Value, steps)
            ? resource
            : throw new ScimException(ScimError.Mutability($"{Path.Attribute} is read-only."));
    }

    /// <summary>The new value of a singular attribute.</summary>
    public object? Single(AttributeDefinition attribute, object? current)
    {
        if (Kind == PatchKind.Remove || Value.IsUnassigned)
            return null;
        if (!Value.IsPartial)
            return Value.Value;
        var before = current as ComplexValue ?? ComplexValue.Empty(attribute.SubAttributes);
        return UnlessValueIsLost(attribute, before, Value.MergeInto(before));
    }

    /// <summary>Null if a complex value had a <c>value</c> and has none now: what is left would describe nothing.</summary>
    public static ComplexValue? UnlessValueIsLost(AttributeDefinition attribute, ComplexValue before, ComplexValue after) =>
        attribute.ValueSubAttribute is { } value && before[value] is not null && after[value] is null ? null : after;

    private ComplexValue Apply(ComplexValue holder, int depth, Strictness strictness, StepBudget steps)
    {
        var attribute = Path.Attribute.Steps[depth];
        if (depth < Path.Attribute.Steps.Count - 1)
        {
            var before = holder[attribute] as ComplexValue ?? ComplexValue.Empty(attribute.SubAttributes);
            return holder.With(attribute, UnlessValueIsLost(attribute, before, Apply(before, depth + 1, strictness, steps)));
        }
        return holder.With(
            attribute,
            attribute.MultiValued
                ? new ListChange(this, attribute, strictness, steps).Apply(holder[attribute] as MultiValue)
                : Single(attribute, holder[attribute]));
    }
}
