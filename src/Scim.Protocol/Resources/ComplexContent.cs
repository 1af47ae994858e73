using System.Text.Json;
using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Resources;

/// <summary>The values of an object while it is read.</summary>
/// <param name="attributes">The attributes that it may have.</param>
/// <param name="prefix">What the name of the object is before theirs.</param>
internal ref struct ComplexContent(AttributeSet attributes, string prefix)
{
    private readonly bool[] _entered = new bool[attributes.Count];

    public readonly AttributeSet Attributes => attributes;

    public readonly string Prefix => prefix;

    /// <summary>A place for the value of each attribute.</summary>
    public object?[] Values { get; } = new object?[attributes.Count];

    /// <summary>Values of extensions' attributes that stand without the extension's URN; null for none.</summary>
    public List<ShortNamed>? Short { get; private set; }

    /// <summary>Notes that an attribute stands in the object.</summary>
    /// <exception cref="ScimException"><c>invalidSyntax</c>: it stands there already.</exception>
    public readonly void Enter(AttributeDefinition attribute)
    {
        if (_entered[attribute.Index])
            throw Twice(prefix + attribute.Name);
        _entered[attribute.Index] = true;
    }

    /// <summary>Notes a value that stands without the URN of its extension.</summary>
    public void Add(ShortNamed value) => (Short ??= []).Add(value);

    public static ScimException Twice(string name) => new(ScimError.InvalidSyntax($"{name} stands in the body twice."));
}

/// <summary>The value of an extension's attribute that stands without the extension's URN.</summary>
internal readonly record struct ShortNamed(AttributeDefinition Extension, AttributeDefinition Attribute, JsonElement Json);
