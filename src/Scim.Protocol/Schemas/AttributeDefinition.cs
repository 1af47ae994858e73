using System.Collections.Frozen;
using System.Text.Json;
using Scim.Protocol.Unicode;

namespace Scim.Protocol.Schemas;

/// <summary>One attribute of a schema with the characteristics of RFC 7643 §7. Defaults are those of §2.2.</summary>
/// <param name="name">The canonical name; compared without case (§2.1).</param>
/// <param name="type">The data type.</param>
/// <param name="description">What the attribute means, published in /Schemas.</param>
public sealed class AttributeDefinition(string name, AttributeType type, string description)
{
    private FrozenSet<string>? _canonical;

    /// <summary>The canonical name. For an extension, its URN.</summary>
    public string Name { get; } = name;

    /// <summary>The name as it is written into JSON.</summary>
    public JsonEncodedText EncodedName { get; } = JsonEncodedText.Encode(
        name, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>The data type of the value, or of each value of a multi-valued attribute.</summary>
    public AttributeType Type { get; } = type;

    /// <summary>What the attribute means.</summary>
    public string Description { get; } = description;

    /// <summary>True for a list of values. Default false.</summary>
    public bool MultiValued { get; init; }

    /// <summary>
    /// True for a list that is kept when it is empty, since "a client cleared it" is another state than "no client has spoken of it".
    /// Default false: an empty list is as good as none (RFC 7643 §2.5).
    /// </summary>
    public bool KeepsEmpty { get; init; }

    /// <summary>True if a resource must have it. Default false.</summary>
    public bool Required { get; init; }

    /// <summary>True if text compares with case. Default false.</summary>
    public bool CaseExact { get; init; }

    /// <summary>Default <see cref="Mutability.ReadWrite"/>.</summary>
    public Mutability Mutability { get; init; } = Mutability.ReadWrite;

    /// <summary>Default <see cref="Returned.Default"/>.</summary>
    public Returned Returned { get; init; } = Returned.Default;

    /// <summary>Default <see cref="Uniqueness.None"/>.</summary>
    public Uniqueness Uniqueness { get; init; } = Uniqueness.None;

    /// <summary>Suggested values. Others are accepted too, unless <see cref="TakesOnlyCanonical"/>.</summary>
    public IReadOnlyList<string> CanonicalValues { get; init; } = [];

    /// <summary>True if no other value than a canonical one is taken. Default false.</summary>
    public bool TakesOnlyCanonical { get; init; }

    /// <summary>True if a text is one of the canonical values, by <see cref="CaseExact"/>.</summary>
    internal bool IsCanonical(string text) => (_canonical ??= CanonicalValues.ToFrozenSet(
        CaseExact ? StringComparer.Ordinal : CaselessText.Comparer)).Contains(text);

    /// <summary>What a <see cref="AttributeType.Reference"/> may point at: resource types, <c>external</c> or <c>uri</c>.</summary>
    public IReadOnlyList<string> ReferenceTypes { get; init; } = [];

    /// <summary>The sub-attributes of a complex attribute; empty for any other.</summary>
    public AttributeSet SubAttributes { get; init; } = AttributeSet.Empty;

    /// <summary>The attribute's place in the set that holds it.</summary>
    public int Index { get; private set; } = -1;

    /// <summary>True for the pseudo-attribute that holds an extension's attributes under its URN (RFC 7643 §3.3).</summary>
    public bool IsExtension { get; init; }

    /// <summary>
    /// The <c>value</c> sub-attribute of a complex attribute (RFC 7643 §2.4), or null. An attribute of an extension that has this name is
    /// none: it does not stand for the extension.
    /// </summary>
    public AttributeDefinition? ValueSubAttribute => IsExtension ? null : SubAttributes.Find("value");

    /// <summary>True for the sub-attributes that say what an entry is for and nothing of what it is: <c>type</c>, <c>primary</c>.</summary>
    internal bool IsLabel { get; } = (name, type) is ("type", AttributeType.String) or ("primary", AttributeType.Boolean);

    internal void PlaceAt(int index)
    {
        if (Index >= 0)
            throw new InvalidOperationException($"Attribute {Name} is in a set already.");
        Index = index;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
