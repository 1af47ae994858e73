using System.Buffers;
using System.Collections.Frozen;

namespace Scim.Protocol.Schemas;

/// <summary>
/// A resource type (RFC 7643 §6). <see cref="Attributes"/> is the root of its resources: the common attributes, those of the
/// core schema, and one complex pseudo-attribute per extension whose name is the extension's URN.
/// </summary>
public sealed class ResourceTypeDefinition
{
    private readonly FrozenDictionary<string, AttributeDefinition[]> _shortNames;
    private readonly SearchValues<string> _shortTexts;

    /// <summary>Makes a resource type.</summary>
    /// <param name="name">The type's name, e.g. <c>User</c>.</param>
    /// <param name="endpoint">Its path below the base, e.g. <c>/Users</c>.</param>
    /// <param name="description">What it describes.</param>
    /// <param name="schema">The core schema.</param>
    /// <param name="extensions">The schema extensions, none of them required.</param>
    public ResourceTypeDefinition(
        string name, string endpoint, string description, SchemaDefinition schema, params IReadOnlyList<SchemaDefinition> extensions)
    {
        Name = name;
        Endpoint = endpoint;
        Description = description;
        Schema = schema;
        Extensions = extensions;
        Attributes = new AttributeSet([
            .. CommonAttributes.Leading(),
            .. schema.Attributes.Select(CopyFor),
            .. extensions.Select(ExtensionAttribute),
            CommonAttributes.Meta(),
        ]);
        _shortNames = extensions
            .Select(extension => Attributes.Require(extension.Id))
            .SelectMany(extension => extension.SubAttributes, (extension, attribute) => (AttributeDefinition[])[extension, attribute])
            .GroupBy(steps => steps[1].Name, StringComparer.OrdinalIgnoreCase)
            .Where(named => named.Count() == 1 && Attributes.Find(named.Key) is null)
            .ToFrozenDictionary(named => named.Key, named => named.Single(), StringComparer.OrdinalIgnoreCase);
        _shortTexts = SearchValues.Create(_shortNames.Keys.AsSpan(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The type's name.</summary>
    public string Name { get; }

    /// <summary>Its path below the base.</summary>
    public string Endpoint { get; }

    /// <summary>What it describes.</summary>
    public string Description { get; }

    /// <summary>The core schema.</summary>
    public SchemaDefinition Schema { get; }

    /// <summary>The schema extensions.</summary>
    public IReadOnlyList<SchemaDefinition> Extensions { get; }

    /// <summary>The root of the type's resources.</summary>
    public AttributeSet Attributes { get; }

    /// <summary>True if the URN, compared without case, is the core schema or an extension.</summary>
    public bool Defines(string schemaUri) =>
        schemaUri.Equals(Schema.Id, StringComparison.OrdinalIgnoreCase)
        || Extensions.Any(extension => schemaUri.Equals(extension.Id, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The extension and its attribute of a name that stands without the extension's URN, where no core attribute has that name and
    /// one extension only; null for any other name.
    /// </summary>
    internal (AttributeDefinition Extension, AttributeDefinition Attribute)? FindShort(ReadOnlySpan<char> name) =>
        _shortNames.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var steps) ? (steps[0], steps[1]) : null;

    /// <summary>False if no name in the text can be one that <see cref="FindShort"/> finds.</summary>
    public bool MayNameShort(string text) => text.AsSpan().ContainsAny(_shortTexts);

    private static AttributeDefinition ExtensionAttribute(SchemaDefinition extension) =>
        new(extension.Id, AttributeType.Complex, extension.Description) { SubAttributes = extension.Attributes, IsExtension = true };

    private static AttributeDefinition CopyFor(AttributeDefinition attribute) =>
        new(attribute.Name, attribute.Type, attribute.Description)
        {
            MultiValued = attribute.MultiValued,
            KeepsEmpty = attribute.KeepsEmpty,
            Required = attribute.Required,
            CaseExact = attribute.CaseExact,
            Mutability = attribute.Mutability,
            Returned = attribute.Returned,
            Uniqueness = attribute.Uniqueness,
            CanonicalValues = attribute.CanonicalValues,
            ReferenceTypes = attribute.ReferenceTypes,
            SubAttributes = attribute.SubAttributes,
        };
}
