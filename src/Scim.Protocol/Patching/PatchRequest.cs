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
    /// or the removal of a required attribute, <c>noTarget</c> for a removal without path; 413 over <see cref="MaxOperations"/> or when
    /// the steps are spent.
    /// </exception>
    public static PatchRequest Parse(JsonElement body, ResourceTypeDefinition type, Strictness strictness, StepBudget steps) =>
        new(new PatchParser(type, strictness, steps).Parse(body), strictness);

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
    /// <c>noTarget</c>, <c>invalidValue</c> for two primaries or too many values; the steps are spent.
    /// </exception>
    public ComplexValue Apply(ComplexValue resource, StepBudget steps, Func<ComplexValue, ComplexValue>? follow = null)
    {
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
        return resource;
    }
}
