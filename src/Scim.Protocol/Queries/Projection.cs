using Scim.Protocol.Errors;
using Scim.Protocol.Paths;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Queries;

/// <summary>
/// Which attributes an answer has (RFC 7644 §3.9): those that <c>attributes</c> names, or all but those that
/// <c>excludedAttributes</c> names. Whatever is asked for, <c>returned: always</c> attributes stay and <c>never</c> ones go.
/// </summary>
public sealed class Projection
{
    private readonly AttributeSelection _named;
    private readonly bool _includes;

    private Projection(AttributeSelection named, bool includes)
    {
        _named = named;
        _includes = includes;
    }

    /// <summary>What is answered when neither parameter is given: <c>returned: always</c> and <c>default</c>.</summary>
    public static Projection Default { get; } = new(AttributeSelection.None, includes: false);

    /// <summary>Reads the query parameters, comma-separated names each.</summary>
    /// <param name="attributes">The names to return; null, empty or blank if not given.</param>
    /// <param name="excludedAttributes">The names to leave out; null, empty or blank if not given.</param>
    /// <param name="type">The type of the resources; names that it does not have are ignored.</param>
    /// <param name="strictness">Lenient to take extensions' attributes without URN, and names with a filter in brackets as without.</param>
    /// <returns>Null if neither is given; the answer is then as <see cref="Default"/> makes it.</returns>
    /// <exception cref="ScimException"><c>invalidValue</c>: both are given, or a strict account is given a filter in brackets.</exception>
    public static Projection? Parse(
        string? attributes, string? excludedAttributes, UserType type, Strictness strictness = Strictness.Lenient) =>
        Parse(attributes?.Split(','), excludedAttributes?.Split(','), type, strictness);

    /// <summary>Reads the lists of a SearchRequest (RFC 7644 §3.4.3).</summary>
    /// <inheritdoc cref="Parse(string?, string?, UserType, Strictness)"/>
    public static Projection? Parse(
        IEnumerable<string>? attributes,
        IEnumerable<string>? excludedAttributes,
        UserType type,
        Strictness strictness = Strictness.Lenient)
    {
        var included = Select(attributes, type, strictness);
        var excluded = Select(excludedAttributes, type, strictness);
        return (included, excluded) switch
        {
            (null, null) => null,
            (not null, null) => new Projection(included, includes: true),
            (null, not null) => new Projection(excluded, includes: false),
            _ => throw new ScimException(ScimError.InvalidValue("Give either attributes or excludedAttributes, not both.")),
        };
    }

    /// <summary>The resource with the attributes that the answer has.</summary>
    public ComplexValue Apply(ComplexValue resource) => Apply(resource, _named, _includes);

    private static AttributeSelection? Select(IEnumerable<string>? names, UserType type, Strictness strictness)
    {
        AttributeSelection? selection = null;
        foreach (var name in names ?? [])
        {
            if (string.IsNullOrWhiteSpace(name))
                continue;
            selection ??= new AttributeSelection(type.Attributes);
            if (AttributePathParser.Parse(WithoutFilter(name.Trim(), strictness), type, strictness) is { IsKnown: true } path)
                selection.Add(path);
        }
        return selection;
    }

    /// <summary>The name in what connectors send as <c>emails[type eq "work"]</c>; a comma in the filter has cut its end off.</summary>
    private static string WithoutFilter(string name, Strictness strictness)
    {
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0)
            return name;
        if (strictness == Strictness.Strict)
            throw new ScimException(ScimError.InvalidValue("attributes and excludedAttributes take names of attributes, without filters."));
        var end = name.LastIndexOf(']');
        return end < bracket ? name[..bracket] : name.Remove(bracket, end - bracket + 1);
    }

    private static ComplexValue Apply(ComplexValue source, AttributeSelection named, bool includes) =>
        ComplexValue.Of(
            source.Attributes,
            source.Assigned().Select(assigned => (assigned.Attribute, Project(assigned.Attribute, assigned.Value, named, includes))));

    private static object? Project(AttributeDefinition attribute, object value, AttributeSelection named, bool includes)
    {
        if (attribute.Returned == Returned.Never)
            return null;
        if (attribute.Returned == Returned.Always)
            return Inside(value, AttributeSelection.None, includes: false);
        if (named.HasWhole(attribute))
            return includes ? Inside(value, AttributeSelection.None, includes: false) : OnlyAlways(attribute, value);
        if (named.Part(attribute) is { } part)
            return Inside(value, part, includes);
        if (includes)
            return OnlyAlways(attribute, value);
        return attribute.Returned == Returned.Default ? Inside(value, AttributeSelection.None, includes: false) : null;
    }

    /// <summary>An extension that is left out still yields its <c>returned: always</c> attributes: they are the resource's.</summary>
    private static object? OnlyAlways(AttributeDefinition attribute, object value) =>
        attribute.IsExtension ? Inside(value, AttributeSelection.None, includes: true) : null;

    private static object? Inside(object value, AttributeSelection named, bool includes) => value switch
    {
        ComplexValue complex => Apply(complex, named, includes),
        MultiValue { Count: > 0 } values => Inside(values, named, includes),
        _ => value,
    };

    private static MultiValue? Inside(MultiValue values, AttributeSelection named, bool includes)
    {
        var left = new MultiValue(values
            .Select(single => Inside(single, named, includes))
            .OfType<object>()
            .Where(single => single is not ComplexValue { IsEmpty: true }));
        return left.Count > 0 ? left : null;
    }
}
