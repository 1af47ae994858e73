using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Queries;

/// <summary>Which attributes of a set were named, whole or in part.</summary>
internal sealed class AttributeSelection(AttributeSet attributes)
{
    private readonly bool[] _whole = new bool[attributes.Count];
    private readonly AttributeSelection?[] _parts = new AttributeSelection?[attributes.Count];

    /// <summary>A selection without any attribute.</summary>
    public static AttributeSelection None { get; } = new(AttributeSet.Empty);

    /// <summary>Whether the attribute itself was named.</summary>
    public bool HasWhole(AttributeDefinition attribute) => attribute.Index < _whole.Length && _whole[attribute.Index];

    /// <summary>The named sub-attributes of an attribute, or null if none was.</summary>
    public AttributeSelection? Part(AttributeDefinition attribute) =>
        attribute.Index < _parts.Length ? _parts[attribute.Index] : null;

    /// <summary>Selects the attribute at the end of a known path.</summary>
    public void Add(AttributePath path)
    {
        var selection = this;
        foreach (var step in path.Steps.SkipLast(1))
            selection = selection._parts[step.Index] ??= new AttributeSelection(step.SubAttributes);
        selection._whole[path.Target.Index] = true;
    }
}
