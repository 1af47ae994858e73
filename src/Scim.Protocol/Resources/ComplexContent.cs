using System.Text.Json;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Resources;

/// <summary>The values of an object while it is read.</summary>
/// <param name="attributes">The attributes that it may have.</param>
/// <param name="holder">What the object is called before their names; null for a resource.</param>
internal ref struct ComplexContent(AttributeSet attributes, HolderName? holder)
{
    private readonly bool[] _entered = new bool[attributes.Count];

    /// <summary>What the object is called before the names of its parts; null for a resource.</summary>
    public HolderName? Holder { get; } = holder;

    /// <summary>A place for the value of each attribute.</summary>
    public object?[] Values { get; } = new object?[attributes.Count];

    /// <summary>Values of extensions' attributes that stand without the extension's URN; null for none.</summary>
    public List<ShortNamed>? Short { get; private set; }

    /// <summary>The attribute of a name that stands in the object; null if it may have none of that name.</summary>
    /// <exception cref="ScimException"><c>invalidSyntax</c>: the attribute stands there twice.</exception>
    public readonly AttributeDefinition? Enter(ReadOnlySpan<char> name)
    {
        if (attributes.Find(name) is not { } attribute)
            return null;
        if (_entered[attribute.Index])
            throw Twice(new ValueName(Holder, attribute.Name));
        _entered[attribute.Index] = true;
        return attribute;
    }

    /// <summary>Notes a value that stands without the URN of its extension.</summary>
    public void Add(ShortNamed value) => (Short ??= []).Add(value);

    public static ScimException Twice(ValueName name) => new(ScimError.InvalidSyntax($"{name} stands in the body twice."));
}

/// <summary>The value of an extension's attribute that stands without the extension's URN.</summary>
internal readonly record struct ShortNamed(AttributeDefinition Extension, AttributeDefinition Attribute, JsonElement Json);
