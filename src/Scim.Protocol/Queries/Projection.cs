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
    private readonly Naming _naming;

    private Projection(AttributeSelection named, Naming naming)
    {
        _named = named;
        _naming = naming;
    }

    /// <summary>What it means that an attribute is named.</summary>
    private enum Naming
    {
        /// <summary>Only what is named is answered.</summary>
        Includes,

        /// <summary>What is named is left out of what is answered usually.</summary>
        Excludes,

        /// <summary>What is named is answered besides what is so usually: its parent is named too.</summary>
        Adds,
    }

    /// <summary>What is answered when neither parameter is given: <c>returned: always</c> and <c>default</c>.</summary>
    public static Projection Default { get; } = new(AttributeSelection.None, Naming.Excludes);

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
            (not null, null) => new Projection(included, Naming.Includes),
            (null, not null) => new Projection(excluded, Naming.Excludes),
            _ => throw new ScimException(ScimError.InvalidValue("Give either attributes or excludedAttributes, not both.")),
        };
    }

    /// <summary>The resource with the attributes that the answer has.</summary>
    public ComplexValue Apply(ComplexValue resource) => Apply(resource, _named, _naming);

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

    private static ComplexValue Apply(ComplexValue source, AttributeSelection named, Naming naming) =>
        ComplexValue.Of(
            source.Attributes,
            source.Assigned().Select(assigned => (assigned.Attribute, Project(assigned.Attribute, assigned.Value, named, naming))));

    private static object? Project(AttributeDefinition attribute, object value, AttributeSelection named, Naming naming)
    {
        var (isNamed, part) = (named.HasWhole(attribute), named.Part(attribute));
        return (attribute.Returned, naming) switch
        {
            (Returned.Never, _) => null,
            (Returned.Always, _) => AsUsual(value),
            (_, Naming.Excludes) when isNamed => OnlyAlways(attribute, value),
            (Returned.Request, Naming.Excludes) => null,
            (_, Naming.Excludes) or (Returned.Default, Naming.Adds) => part is null ? AsUsual(value) : Inside(value, part, naming),
            _ when isNamed => part is null ? AsUsual(value) : Inside(value, part, Naming.Adds),
            _ => part is null ? OnlyAlways(attribute, value) : Inside(value, part, Naming.Includes),
        };
    }

    private static object? AsUsual(object value) => Inside(value, AttributeSelection.None, Naming.Excludes);

    /// <summary>An extension that is left out still yields its <c>returned: always</c> attributes: they are the resource's.</summary>
    private static object? OnlyAlways(AttributeDefinition attribute, object value) =>
        attribute.IsExtension ? Inside(value, AttributeSelection.None, Naming.Includes) : null;

    private static object? Inside(object value, AttributeSelection named, Naming naming) => value switch
    {
        ComplexValue complex => Apply(complex, named, naming),
        MultiValue { Count: > 0 } values => Inside(values, named, naming),
        _ => value,
    };

    private static MultiValue? Inside(MultiValue values, AttributeSelection named, Naming naming)
    {
        var left = new MultiValue(values
            .Select(single => Inside(single, named, naming))
            .OfType<object>()
            .Where(single => single is not ComplexValue { IsEmpty: true }));
        return left.Count > 0 ? left : null;
    }
}
