using System.Buffers;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Paths;

/// <summary>
/// Reads attribute names in standard notation (RFC 7644 §3.10): <c>userName</c>, <c>name.familyName</c>, either of them after a
/// schema's URN and a colon, and an extension's URN alone. Entra ID also writes a dot after the URN; that is accepted.
/// </summary>
public static class AttributePathParser
{
    private const int MaxLength = 1_024;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    private static readonly SearchValues<char> UriCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:~/?#@!$&'*+,;=%");

    /// <summary>The attribute that the text names, compared without case.</summary>
    /// <param name="text">The name, at most 1,024 characters.</param>
    /// <param name="type">The resource type whose attributes are meant.</param>
    /// <param name="strictness">Lenient to find an extension's attribute without its URN too, where the name is clear without.</param>
    /// <returns>
    /// <see cref="AttributePath.Unknown"/> for a well-formed name that the type does not have; null for text that is no name.
    /// </returns>
    public static AttributePath? Parse(string text, UserType type, Strictness strictness = Strictness.Lenient) =>
        Resolve(text, type, strictness, out var path) == PathResolution.Malformed ? null : path;

    /// <summary>As <see cref="Parse"/>, and says whether it is the schema or the attribute that is not known.</summary>
    internal static PathResolution Resolve(
        ReadOnlySpan<char> text, UserType type, Strictness strictness, out AttributePath path)
    {
        path = AttributePath.Unknown;
        if (text.Length > MaxLength)
            return PathResolution.Malformed;
        if (!text.Contains(':'))
            return ResolveUnqualified(text, type, strictness, out path);
        foreach (var extension in type.Extensions)
        {
            if (text.Equals(extension.Id, StringComparison.OrdinalIgnoreCase))
                return ResolveExtension(extension, type, out path);
            if (TryCutSchema(text, extension, out var rest))
                return ResolveWithin(rest, extension.Attributes, [type.Attributes.Require(extension.Id)], out path);
        }
        if (TryCutSchema(text, UserType.Schema, out var name))
            return ResolveWithin(name, type.Attributes, [], out path);
        if (text.Equals(UserType.Schema.Id, StringComparison.OrdinalIgnoreCase))
            return PathResolution.UnknownAttribute;
        var isUri = text[0] != ':' && text[^1] is not (':' or '.') && !text.ContainsAnyExcept(UriCharacters);
        return isUri ? PathResolution.UnknownSchema : PathResolution.Malformed;
    }

    /// <summary>Resolves a name without URN against a set of attributes, such as the sub-attributes of a complex one.</summary>
    internal static PathResolution ResolveWithin(ReadOnlySpan<char> text, AttributeSet attributes, out AttributePath path) =>
        ResolveWithin(text, attributes, [], out path);

    private static PathResolution ResolveUnqualified(
        ReadOnlySpan<char> text, UserType type, Strictness strictness, out AttributePath path)
    {
        var resolution = ResolveWithin(text, type.Attributes, [], out path);
        if (resolution != PathResolution.UnknownAttribute || strictness == Strictness.Strict)
            return resolution;
        var dot = text.IndexOf('.');
        if (type.FindShort(dot < 0 ? text : text[..dot]) is not { } found)
            return resolution;
        return ResolveWithin(text, found.Extension.SubAttributes, [found.Extension], out path);
    }

    private static PathResolution ResolveWithin(
        ReadOnlySpan<char> text, AttributeSet attributes, List<AttributeDefinition> steps, out AttributePath path)
    {
        path = AttributePath.Unknown;
        var known = true;
        foreach (var part in text.Split('.'))
        {
            var name = text[part];
            if (!IsName(name))
                return PathResolution.Malformed;
            if (!known || attributes.Find(name) is not { } attribute)
            {
                known = false;
                continue;
            }
            steps.Add(attribute);
            attributes = attribute.SubAttributes;
        }
        if (!known)
            return PathResolution.UnknownAttribute;
        path = new AttributePath(steps.ToArray());
        return PathResolution.Known;
    }

    private static PathResolution ResolveExtension(SchemaDefinition extension, UserType type, out AttributePath path)
    {
        path = new AttributePath(type.Attributes.Require(extension.Id));
        return PathResolution.Known;
    }

    private static bool TryCutSchema(ReadOnlySpan<char> text, SchemaDefinition schema, out ReadOnlySpan<char> rest)
    {
        var length = schema.Id.Length;
        var found = text.Length > length
            && text[length] is ':' or '.'
            && text.StartsWith(schema.Id, StringComparison.OrdinalIgnoreCase);
        rest = found ? text[(length + 1)..] : default;
        return found;
    }

    /// <summary>ATTRNAME of RFC 7643 §2.1, and <c>$ref</c>.</summary>
    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.Length > 1 && name[0] == '$')
            name = name[1..];
        return name.Length > 0 && char.IsAsciiLetter(name[0]) && !name.ContainsAnyExcept(NameCharacters);
    }
}
