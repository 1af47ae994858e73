using System.Text.Json;

namespace Scim.Protocol.Schemas;

/// <summary>Reads the attributes of a schema document (RFC 7643 §7), and refuses what the service could not keep.</summary>
internal static class AttributeReader
{
    private static readonly string[] Members =
    [
        "name", "type", "subAttributes", "multiValued", "description", "required", "canonicalValues", "caseExact", "mutability", "returned",
        "uniqueness", "referenceTypes",
    ];

    /// <summary>The attributes of a list, those of the same name left out.</summary>
    /// <param name="list">A JSON array.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="faults">What is wrong.</param>
    /// <param name="parent">The complex attribute that they are part of; null for none.</param>
    public static List<AttributeDefinition> ReadList(JsonElement list, string place, SchemaFaults faults, ParentAttribute? parent)
    {
        var attributes = new Dictionary<string, AttributeDefinition>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, json) in list.EnumerateArray().Index())
        {
            var at = $"{place}[{index}]";
            if (json.ValueKind != JsonValueKind.Object)
                faults.Add(at, "must be an object.");
            else if (Read(json, at, faults, parent) is var attribute && !attributes.TryAdd(attribute.Name, attribute))
                faults.Add($"{at}.name", "is the name of an attribute before it; names compare without case.");
        }
        return [.. attributes.Values];
    }

    private static AttributeDefinition Read(JsonElement json, string place, SchemaFaults faults, ParentAttribute? parent)
    {
        faults.CheckNames(json, place, Members);
        var type = faults.Word(json, place, "type", AttributeType.String);
        var (isMultiValued, mutability) =
            (faults.Flag(json, place, "multiValued"), faults.Word(json, place, "mutability", Mutability.ReadWrite));
        var isExact = type is AttributeType.Reference or AttributeType.Binary;
        var canonical = faults.Texts(json, place, "canonicalValues");
        var attribute = new AttributeDefinition(faults.Text(json, place, "name"), type, faults.Text(json, place, "description"))
        {
            MultiValued = isMultiValued,
            Required = faults.Flag(json, place, "required"),
            CaseExact = faults.Flag(json, place, "caseExact", absent: isExact),
            Mutability = mutability,
            Returned = faults.Word(json, place, "returned", mutability == Mutability.WriteOnly ? Returned.Never : Returned.Default),
            Uniqueness = faults.Word(json, place, "uniqueness", Uniqueness.None),
            CanonicalValues = canonical,
            TakesOnlyCanonical = canonical.Count > 0,
            ReferenceTypes = faults.Texts(json, place, "referenceTypes"),
            SubAttributes = SubAttributesOf(json, place, faults, type, new ParentAttribute(isMultiValued)),
        };
        Check(attribute, place, faults, parent);
        return attribute;
    }

    private static AttributeSet SubAttributesOf(
        JsonElement json, string place, SchemaFaults faults, AttributeType type, ParentAttribute parent)
    {
        var isThere = json.TryGetProperty("subAttributes", out var list) && list is not { ValueKind: JsonValueKind.Null };
        if (type != AttributeType.Complex)
        {
            if (isThere && list is not { ValueKind: JsonValueKind.Array } || isThere && list.GetArrayLength() > 0)
                faults.Add($"{place}.subAttributes", "belong to a complex attribute only.");
            return AttributeSet.Empty;
        }
        if (isThere && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0)
            return new AttributeSet(ReadList(list, $"{place}.subAttributes", faults, parent));
        faults.Add($"{place}.subAttributes", "must be a list of one attribute or more, since the attribute is complex.");
        return AttributeSet.Empty;
    }

    private static void Check(AttributeDefinition attribute, string place, SchemaFaults faults, ParentAttribute? parent)
    {
        if (!IsName(attribute.Name, isPart: parent is not null))
            faults.Add($"{place}.name", $"must be a letter and then letters, digits, - and _, at most {SchemaLimits.NameLength} in all.");
        if (attribute.Uniqueness != Uniqueness.None)
            faults.Add($"{place}.uniqueness", "must be none: the service keeps no attribute of an extension unique.");
        if (attribute is { Type: AttributeType.Reference or AttributeType.Binary, CaseExact: false })
            faults.Add($"{place}.caseExact", "must be true for a reference or binary (RFC 7643 §2.3).");
        if (attribute is { TakesOnlyCanonical: true, Type: not (AttributeType.String or AttributeType.Reference) })
            faults.Add($"{place}.canonicalValues", "belong to a string or reference only.");
        if (attribute is { ReferenceTypes.Count: > 0, Type: not AttributeType.Reference })
            faults.Add($"{place}.referenceTypes", "belong to a reference only.");
        CheckMutability(attribute, place, faults, parent);
        if (parent is null)
            return;
        if (attribute.Type == AttributeType.Complex)
            faults.Add($"{place}.type", "must be simple: a sub-attribute has no sub-attributes (RFC 7643 §2.3.8).");
        if (attribute.MultiValued)
            faults.Add($"{place}.multiValued", "must be false: a sub-attribute has one value.");
    }

    private static void CheckMutability(AttributeDefinition attribute, string place, SchemaFaults faults, ParentAttribute? parent)
    {
        if (attribute is { Mutability: Mutability.ReadOnly, Required: true })
            faults.Add($"{place}.required", "must be false: nobody could set a read-only attribute.");
        if (attribute is { Mutability: Mutability.WriteOnly, Returned: not Returned.Never })
            faults.Add($"{place}.returned", "must be never for what clients only write.");
        if (attribute.Mutability == Mutability.Immutable && parent is { IsMultiValued: true })
            faults.Add($"{place}.mutability", "cannot be immutable within a list, whose entries are replaced as a whole.");
        if (attribute.Mutability == Mutability.WriteOnly && parent is { IsMultiValued: true })
            faults.Add($"{place}.mutability", "cannot be writeOnly within a list: a client could not send back what it does not see.");
    }

    /// <summary>ATTRNAME of RFC 7643 §2.1; a sub-attribute may be <c>$ref</c> (§2.4).</summary>
    private static bool IsName(string name, bool isPart) => (isPart && name == "$ref")
        || (name.Length is > 0 and <= SchemaLimits.NameLength
            && char.IsAsciiLetter(name[0])
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'));
}

/// <summary>The complex attribute that sub-attributes are part of.</summary>
/// <param name="IsMultiValued">Whether it has several values.</param>
internal sealed record ParentAttribute(bool IsMultiValued);
