using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Patching;

/// <summary>
/// Reads the <c>path</c> of a PATCH operation (RFC 7644 §3.5.2, figure 7). By table 9 of §3.12 a fault between the brackets is
/// <c>invalidFilter</c>, which the table lists for PATCH's path filter; any other fault is <c>invalidPath</c>.
/// </summary>
public static class PatchPathParser
{
    /// <summary>Reads a path.</summary>
    /// <param name="text">The path, at most 4,096 characters.</param>
    /// <param name="type">The type of the resource that is changed.</param>
    /// <param name="strictness">As in <see cref="AttributePathParser.Parse"/>.</param>
    /// <returns>The path, or <see cref="PatchPath.UnknownSchema"/>.</returns>
    /// <exception cref="ScimException">
    /// <c>invalidPath</c> for a malformed path or an attribute that its schema does not have; <c>invalidFilter</c> for a fault in
    /// the brackets.
    /// </exception>
    public static PatchPath Parse(string text, UserType type, Strictness strictness = Strictness.Lenient)
    {
        if (text.Length > FilterLimits.Characters)
            throw Invalid($"A path has at most {FilterLimits.Characters} characters.");
        text = text.Trim();
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        var resolution = AttributePathParser.Resolve(bracket < 0 ? text : text.AsSpan(0, bracket), type, strictness, out var attribute);
        if (resolution == PathResolution.Malformed)
            throw Invalid("The path is malformed. Write it as name.familyName, emails[type eq \"work\"].value or URN:attribute.");
        if (resolution == PathResolution.UnknownAttribute)
            throw Invalid("The path names an attribute that the schema does not have.");
        if (bracket >= 0)
            return ParseSelector(text, bracket, attribute);
        return resolution == PathResolution.UnknownSchema ? PatchPath.UnknownSchema : SplitAtMultiValued(attribute);
    }

    private static PatchPath ParseSelector(string text, int bracket, AttributePath attribute)
    {
        if (attribute.IsKnown && attribute.Target is not { MultiValued: true, Type: AttributeType.Complex })
            throw Invalid($"{attribute} takes no filter in brackets: it is not a list of complex values.");
        var attributes = attribute.IsKnown ? attribute.Target.SubAttributes : AttributeSet.Empty;
        var selector = FilterParser.ParseInner(text, bracket + 1, attributes, out var end);
        var rest = text.AsSpan(end);
        if (rest.IsEmpty)
            return attribute.IsKnown ? new PatchPath(attribute, selector, null) : PatchPath.UnknownSchema;
        if (rest[0] != '.' || AttributePathParser.ResolveWithin(rest[1..], attributes, out var below) == PathResolution.Malformed)
            throw Invalid("After the brackets a path ends, or has a dot and one sub-attribute.");
        if (!attribute.IsKnown)
            return PatchPath.UnknownSchema;
        return below.Steps is [var subAttribute]
            ? new PatchPath(attribute, selector, subAttribute)
            : throw Invalid($"The path names a sub-attribute that {attribute} does not have.");
    }

    private static PatchPath SplitAtMultiValued(AttributePath path)
    {
        for (var index = 0; index < path.Steps.Count - 1; index++)
        {
            if (path.Steps[index].MultiValued)
                return new PatchPath(new AttributePath([.. path.Steps.Take(index + 1)]), null, path.Steps[index + 1]);
        }
        return new PatchPath(path, null, null);
    }

    private static ScimException Invalid(string detail) => new(ScimError.InvalidPath(detail));
}
