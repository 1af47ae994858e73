using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Queries;

/// <summary>The order of a list (RFC 7644 §3.4.2.3).</summary>
/// <param name="By">The attribute to sort by.</param>
/// <param name="Descending">True for <c>descending</c>; default false.</param>
public sealed record SortOrder(AttributePath By, bool Descending)
{
    /// <summary>Reads <c>sortBy</c> and <c>sortOrder</c>.</summary>
    /// <param name="sortBy">An attribute name; a complex attribute stands for its <c>value</c>.</param>
    /// <param name="sortOrder"><c>ascending</c> or <c>descending</c> in any case; null or empty is ascending.</param>
    /// <param name="type">The type of the resources.</param>
    /// <param name="strictness">As in <see cref="AttributePathParser.Parse"/>.</param>
    /// <returns>Null, for no order, if the type has no such attribute or never returns it.</returns>
    /// <exception cref="ScimException">
    /// <c>invalidValue</c>: <paramref name="sortBy"/> is no attribute name or is a complex attribute without <c>value</c>, or
    /// <paramref name="sortOrder"/> is another word.
    /// </exception>
    public static SortOrder? Parse(
        string sortBy, string? sortOrder, UserType type, Strictness strictness = Strictness.Lenient)
    {
        var descending = "descending".Equals(sortOrder, StringComparison.OrdinalIgnoreCase);
        if (!descending && !string.IsNullOrEmpty(sortOrder) && !"ascending".Equals(sortOrder, StringComparison.OrdinalIgnoreCase))
            throw Invalid("sortOrder must be ascending or descending.");
        var path = AttributePathParser.Parse(sortBy, type, strictness) ?? throw Invalid("sortBy must be the name of an attribute.");
        if (!path.IsKnown || path.Steps.Any(step => step.Returned == Returned.Never))
            return null;
        var by = ComparisonRules.Compared(path) ?? throw Invalid($"sortBy must name a sub-attribute: {path} is complex.");
        if (by.Target.Returned == Returned.Never)
            return null;
        return new SortOrder(by, descending);
    }

    private static ScimException Invalid(string detail) => new(ScimError.InvalidValue(detail));
}
