using Scim.Model.Service;

namespace Scim.Model.Schemas;

/// <summary>What an attribute's name means: product.md "unknown attributes and schemas", 4 and 22; RFC 7644 §3.10.</summary>
/// <param name="Found">What was found.</param>
/// <param name="Urn">The extension; null for the core.</param>
/// <param name="Attribute">The attribute; null for a whole schema and where nothing was found.</param>
/// <param name="Sub">The sub-attribute; null for none.</param>
internal sealed record ModelName(ModelFound Found, string? Urn = null, ModelAttribute? Attribute = null, ModelAttribute? Sub = null)
{
    /// <summary>True where a client cannot set what is named.</summary>
    public bool ReadOnly => Attribute is { ReadOnly: true } || Sub is { ReadOnly: true };

    public static ModelName Resolve(World world, string text)
    {
        if (!text.StartsWith("urn:", StringComparison.OrdinalIgnoreCase))
            return WithoutUrn(world, text);
        foreach (var urn in ModelSchema.ExtensionsOf(world.OwnSchemas).Prepend(ModelSchema.CoreUrn))
        {
            var extension = urn == ModelSchema.CoreUrn ? null : urn;
            if (text.Equals(urn, StringComparison.OrdinalIgnoreCase))
                return new(ModelFound.Schema, extension);
            if (text.StartsWith(urn, StringComparison.OrdinalIgnoreCase) && text.Length > urn.Length + 1
                && text[urn.Length] is ':' or '.')
                return Within(extension, text[(urn.Length + 1)..]);
        }
        return new(ModelFound.UnknownSchema);
    }

    private static ModelName WithoutUrn(World world, string text)
    {
        var core = Within(null, text);
        if (core.Found != ModelFound.UnknownAttribute || world.Strict || ModelSchema.Find(null, text.Split('.')[0]) is not null)
            return core;
        var found = ModelSchema.ExtensionsOf(world.OwnSchemas)
            .Select(urn => Within(urn, text)).Where(name => name.Found == ModelFound.Attribute).ToList();
        return found.Count == 1 ? found[0] : core;
    }

    private static ModelName Within(string? urn, string text)
    {
        var parts = text.Split('.');
        if (parts.Length > 2 || ModelSchema.Find(urn, parts[0]) is not { } attribute)
            return new(ModelFound.UnknownAttribute, urn);
        if (parts.Length == 1)
            return new(ModelFound.Attribute, urn, attribute);
        return attribute.Sub(parts[1]) is { } sub
            ? new(ModelFound.Attribute, urn, attribute, sub)
            : new(ModelFound.UnknownAttribute, urn);
    }
}

/// <summary>What a name can be.</summary>
internal enum ModelFound
{
    Attribute,
    Schema,
    UnknownAttribute,
    UnknownSchema,
}
