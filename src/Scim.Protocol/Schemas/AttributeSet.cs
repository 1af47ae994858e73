using System.Collections;
using System.Collections.Frozen;

namespace Scim.Protocol.Schemas;

/// <summary>The attributes of a resource or of a complex attribute, in the order in which they are written, found without case.</summary>
public sealed class AttributeSet : IReadOnlyList<AttributeDefinition>
{
    private readonly AttributeDefinition[] _attributes;
    private readonly FrozenDictionary<string, AttributeDefinition> _byName;

    /// <summary>Makes a set; each definition belongs to one set only.</summary>
    public AttributeSet(params IEnumerable<AttributeDefinition> attributes)
        : this([.. attributes], placed: 0)
    {
    }

    /// <param name="attributes">The attributes.</param>
    /// <param name="placed">How many of them, from the first on, have their place already.</param>
    private AttributeSet(AttributeDefinition[] attributes, int placed)
    {
        _attributes = attributes;
        Count = attributes.Length;
        for (var index = placed; index < Count; index++)
            attributes[index].PlaceAt(index);
        _byName = attributes.ToFrozenDictionary(a => a.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The set without attributes.</summary>
    public static AttributeSet Empty { get; } = new();

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public AttributeDefinition this[int index] => _attributes[index];

    /// <summary>A set that begins with this one, whose attributes keep their identity and their places, and goes on with others.</summary>
    public AttributeSet With(IReadOnlyList<AttributeDefinition> more) => new([.. this, .. more], placed: Count);

    /// <summary>True if the attribute is one of the set; one of the same name in another set is not.</summary>
    public bool Has(AttributeDefinition attribute) =>
        (uint)attribute.Index < (uint)_attributes.Length && ReferenceEquals(_attributes[attribute.Index], attribute);

    /// <summary>The attribute of that name, compared without case (RFC 7643 §2.1), or null.</summary>
    public AttributeDefinition? Find(ReadOnlySpan<char> name) =>
        _byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var found) ? found : null;

    /// <summary>The attribute of that name, which must exist.</summary>
    /// <exception cref="ArgumentException">The set has no such attribute.</exception>
    public AttributeDefinition Require(string name) =>
        Find(name) ?? throw new ArgumentException($"There is no attribute {name}.", nameof(name));

    /// <inheritdoc/>
    public IEnumerator<AttributeDefinition> GetEnumerator() => ((IEnumerable<AttributeDefinition>)_attributes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
