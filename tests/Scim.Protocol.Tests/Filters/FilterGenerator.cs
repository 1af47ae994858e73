using CsCheck;
using Scim.Protocol.Filters;
using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Tests.Filters;

/// <summary>Random filters over some attributes of each kind, within what the parser makes.</summary>
internal static class FilterGenerator
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.OneOf("ada", "ADA", "work", "Home", "true", "null", "1", "", "\"", "\\", "ſ", "K", "Σ", "ς", "\u0000", "😀", "a b) or ("),
        Gen.String[Gen.Char['\u0000', '\ud7ff'], 0, 8]);

    private static readonly Gen<object?> Instant =
        Gen.Long[0, 4_000_000_000_0000000].Select(ticks => (object?)new DateTimeOffset(ticks + 600_000_000_0000000_00, TimeSpan.Zero));

    private static readonly Gen<ComparisonOperator> Equality =
        Gen.OneOf(ComparisonOperator.Equal, ComparisonOperator.NotEqual);

    private static readonly Gen<ComparisonOperator> Order = Gen.OneOf(
        ComparisonOperator.GreaterThan,
        ComparisonOperator.GreaterThanOrEqual,
        ComparisonOperator.LessThan,
        ComparisonOperator.LessThanOrEqual);

    private static readonly Gen<ComparisonOperator> Substring =
        Gen.OneOf(ComparisonOperator.Contains, ComparisonOperator.StartsWith, ComparisonOperator.EndsWith);

    private static readonly AttributePath[] Simple = Paths(
        "userName", "externalId", "title", "active", "name.givenName", "emails.value", "emails.type", "emails.primary", "schemas",
        "meta.created", "x509Certificates.value", SchemaUris.EnterpriseUser + ":department", SchemaUris.EnterpriseUser + ":manager.value");

    private static readonly AttributePath[] Complex =
        Paths("emails", "name", "addresses", SchemaUris.EnterpriseUser, SchemaUris.EnterpriseUser + ":manager");

    public static Gen<Filter> Filters { get; } = Combined(
        Gen.Frequency(
            (4, Leaf(Gen.OneOf(Simple))),
            (1, Gen.OneOf(Complex).Select(Filter (path) => new PresenceFilter(path))),
            (1, NullTest(Gen.OneOf(Complex))),
            (1, Unknown()),
            (3, Gen.OneOf(Complex).SelectMany(ValuePath))),
        depth: 3);

    private static Gen<Filter> ValuePath(AttributePath path)
    {
        var inner = path.Target.SubAttributes
            .Where(attribute => attribute.Type != AttributeType.Complex)
            .Select(attribute => new AttributePath(attribute))
            .ToArray();
        return Combined(Gen.Frequency((5, Leaf(Gen.OneOf(inner))), (1, Unknown())), depth: 1)
            .Select(Filter (filter) => new ValuePathFilter(path, filter));
    }

    private static Gen<Filter> Combined(Gen<Filter> leaf, int depth)
    {
        if (depth == 0)
            return leaf;
        var below = Combined(leaf, depth - 1);
        return Gen.Frequency(
            (3, leaf),
            (1, below.Select(Filter (term) => new NotFilter(term))),
            (1, below.Where(term => term is not AndFilter).List[2, 3].Select(Filter (terms) => new AndFilter(terms))),
            (1, below.Where(term => term is not OrFilter).List[2, 3].Select(Filter (terms) => new OrFilter(terms))));
    }

    private static Gen<Filter> Leaf(Gen<AttributePath> paths) => Gen.OneOf(
        paths.SelectMany(path => Gen.Select(
            Operators(path.Target.Type),
            Literals(path.Target.Type),
            Filter (comparison, literal) => new ComparisonFilter(path, comparison, literal))),
        paths.Select(Filter (path) => new PresenceFilter(path)),
        NullTest(paths));

    private static Gen<Filter> NullTest(Gen<AttributePath> paths) =>
        Gen.Select(paths, Equality, Filter (path, comparison) => new ComparisonFilter(path, comparison, null));

    private static Gen<Filter> Unknown() => Gen.Select(
        Gen.OneOf(Equality, Order, Substring),
        Gen.OneOf(Text.Select(object? (text) => text), Gen.Bool.Select(object? (flag) => flag), Gen.Long.Select(object? (number) => number),
            Gen.Const((object?)0.125m), Gen.Const((object?)null)),
        Filter (comparison, literal) => new ComparisonFilter(AttributePath.Unknown, comparison, literal));

    private static Gen<ComparisonOperator> Operators(AttributeType type) => type switch
    {
        AttributeType.Boolean or AttributeType.Binary => Equality,
        AttributeType.DateTime => Gen.OneOf(Equality, Order),
        _ => Gen.OneOf(Equality, Order, Substring),
    };

    private static Gen<object?> Literals(AttributeType type) => type switch
    {
        AttributeType.Boolean => Gen.Bool.Select(object? (flag) => flag),
        AttributeType.DateTime => Instant,
        _ => Text.Select(object? (text) => text),
    };

    private static AttributePath[] Paths(params string[] names) =>
        [.. names.Select(name => AttributePathParser.Parse(name, UserType.Default) ?? throw new ArgumentException(name))];
}
