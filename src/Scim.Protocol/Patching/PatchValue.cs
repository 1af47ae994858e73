using System.Text.Json;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Patching;

/// <summary>The <c>value</c> of an operation, read for its target.</summary>
/// <param name="Value">The typed value: a <see cref="MultiValue"/> for a whole list; null if nothing is assigned.</param>
internal sealed record PatchValue(object? Value)
{
    /// <summary>The operation carries null, <c>""</c> or nothing: the target becomes unassigned (RFC 7643 §2.5).</summary>
    public static PatchValue None { get; } = new((object?)null) { IsUnassigned = true };

    /// <summary>
    /// True if the target becomes unassigned. An empty list is none of these for <c>add</c> and <c>remove</c>: it names no values.
    /// </summary>
    public bool IsUnassigned { get; init; }

    /// <summary>True for an object: only the sub-attributes that it names change (RFC 7644 §3.5.2.3).</summary>
    public bool IsPartial { get; init; }

    /// <summary>The sub-attributes that an object names as unassigned.</summary>
    public IReadOnlyList<AttributeDefinition> Cleared { get; init; } = [];

    /// <summary>The single value.</summary>
    public ComplexValue? Complex => Value as ComplexValue;

    /// <summary>The values of a list.</summary>
    public MultiValue Values => Value as MultiValue ?? [];

    /// <summary>Reads the value of a whole multi-valued attribute.</summary>
    public static PatchValue ReadList(JsonElement json, AttributeDefinition attribute, string name, ResourceReader reader) =>
        json.ValueKind != JsonValueKind.Array && ResourceReader.IsUnassigned(json) ? None : new(reader.ReadValue(json, attribute, name));

    /// <summary>Reads one value of an attribute.</summary>
    public static PatchValue ReadSingle(JsonElement json, AttributeDefinition attribute, string name, ResourceReader reader)
    {
        (json, reader) = reader.Opened(json, attribute);
        if (ResourceReader.IsUnassigned(json))
            return None;
        var value = reader.ReadSingle(json, attribute, name);
        return attribute.Type == AttributeType.Complex && json.ValueKind == JsonValueKind.Object
            ? new PatchValue(value) { IsPartial = true, Cleared = [.. ClearedIn(json, attribute.SubAttributes)] }
            : new PatchValue(value);
    }

    /// <summary>The complex value with the named sub-attributes changed and all others as they are.</summary>
    public ComplexValue MergeInto(ComplexValue current)
    {
        var merged = Complex is { } value ? Entry.Merge(current, value) : current;
        foreach (var attribute in Cleared)
            merged = merged.With(attribute, null);
        return merged;
    }

    private static IEnumerable<AttributeDefinition> ClearedIn(JsonElement json, AttributeSet attributes) =>
        from property in json.EnumerateObject()
        where ResourceReader.IsUnassigned(property.Value)
        let attribute = attributes.Find(property.Name)
        where attribute is { Mutability: not Mutability.ReadOnly }
        select attribute;
}
