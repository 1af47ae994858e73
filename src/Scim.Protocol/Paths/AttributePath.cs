using Scim.Protocol.Schemas;

namespace Scim.Protocol.Paths;

/// <summary>
/// An attribute resolved against a resource type: the steps from the resource's root, such as <c>name</c>, <c>familyName</c>, or
/// an extension's URN and its attribute.
/// </summary>
/// <param name="steps">One step or more; none for an attribute that the resource type does not have.</param>
public sealed class AttributePath(params IReadOnlyList<AttributeDefinition> steps) : IEquatable<AttributePath>
{
    /// <summary>A path to an attribute that no schema of the type defines; it has no value on any resource (RFC 7644 §3.4.2.1).</summary>
    public static AttributePath Unknown { get; } = new();

    /// <summary>The attributes from the root to the target.</summary>
    public IReadOnlyList<AttributeDefinition> Steps { get; } = steps;

    /// <summary>False for <see cref="Unknown"/>.</summary>
    public bool IsKnown => Steps.Count > 0;

    /// <summary>The attribute that the path names. Only for a known path.</summary>
    public AttributeDefinition Target => Steps[^1];

    /// <summary>Equal if the steps are the same definitions.</summary>
    public bool Equals(AttributePath? other) => other is not null && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AttributePath);

    /// <inheritdoc/>
    public override int GetHashCode() => Steps.Count == 0 ? 0 : HashCode.Combine(Steps.Count, Steps[^1]);

    /// <summary>The canonical text: <c>name.familyName</c>, or the extension's URN, a colon and the rest.</summary>
    public override string ToString()
    {
        if (Steps.Count > 1 && Steps[0].IsExtension)
            return $"{Steps[0].Name}:{string.Join('.', Steps.Skip(1))}";
        return string.Join('.', Steps);
    }
}
