using System.Text.Json;
using Scim.Protocol.Computing;
using Scim.Protocol.Errors;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Patching;

/// <summary>A PATCH (RFC 7644 §3.5.2), read and checked, ready to be applied to any resource of its type.</summary>
public sealed class PatchRequest
{
    /// <summary>The most operations, each member of a value without <c>path</c> counting as one: 1,000.</summary>
    public const int MaxOperations = 1_000;

    private readonly IReadOnlyList<PatchChange> _changes;
    private readonly Strictness _strictness;

    private PatchRequest(IReadOnlyList<PatchChange> changes, Strictness strictness)
    {
        _changes = changes;
        _strictness = strictness;
    }

    /// <summary>Reads the body. Nothing of it is held on to.</summary>
    /// <exception cref="ScimException">
    /// <c>invalidSyntax</c>, <c>invalidPath</c>, <c>invalidFilter</c>, <c>invalidValue</c>, <c>mutability</c> for a read-only path
    /// (where no value, or in a strict account any, could be the one that it has) or the removal of a required attribute,
    /// <c>noTarget</c> for a removal without path; 413 over <see cref="MaxOperations"/> or when the steps are spent.
    /// </exception>
    public static PatchRequest Parse(JsonElement body, ReadingRules rules, StepBudget steps) =>
        new(new PatchParser(rules, steps).Parse(body), rules.Strictness);

    /// <summary>True if the last operation that targets the attribute gives it a value, and does not leave it unassigned.</summary>
    /// <param name="attribute">A singular attribute without sub-attributes.</param>
    public bool Assigns(AttributeDefinition attribute) =>
        _changes.LastOrDefault(change => change.Path.Attribute.Steps[0] == attribute)
            is { Kind: not PatchKind.Remove, Value.IsUnassigned: false };

    /// <summary>
    /// The resource with all operations applied in order; the given one is left as it is, so a failure changes nothing. An
    /// attribute that no operation targets keeps its identity. The result of a user goes through <see cref="UserRules.Normalise"/>.
    /// </summary>
    /// <param name="resource">The resource.</param>
    /// <param name="steps">What the work is spent from.</param>
    /// <param name="follow">What each change brings with it, before the next one; null for nothing.</param>
    /// <exception cref="ScimException">
    /// <c>noTarget</c>, <c>mutability</c> for a read-only attribute that has another value, or <c>invalidValue</c> for two primaries or
    /// too many values; the steps are spent.
    /// </exception>
    public ComplexValue Apply(ComplexValue resource, StepBudget steps, Func<ComplexValue, ComplexValue>? follow = null)
    {
        var before = resource;
        foreach (var change in _changes)
        {
            try
            {
                resource = change.Apply(resource, _strictness, steps);
                if (follow is not null)
                    resource = follow(resource);
            }
            catch (ScimException refusal)
            {
                throw refusal.AtOperation(change.Operation);
            }
        }
        return WithoutLabelsAlone(before, resource);
    }

    /// <summary>
    /// Labels that have waited for a value in vain are dropped; where there was no list before, that leaves none, which is not to be
    /// taken for a list that was cleared.
    /// </summary>
    private ComplexValue WithoutLabelsAlone(ComplexValue before, ComplexValue after)
    {
        foreach (var attribute in _changes.Where(change => !change.IsConfirmation).Select(change => change.Path.Attribute.Steps[0]))
        {
            if (attribute.KeepsEmpty
                && before[attribute] is null
                && after[attribute] is MultiValue { Count: > 0 } list
                && list.All(Entry.IsBare))
                after = after.With(attribute, null);
        }
        return after;
    }
}
