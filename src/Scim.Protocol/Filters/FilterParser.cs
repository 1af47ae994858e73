using Scim.Protocol.Errors;
using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Filters;

/// <summary>
/// Reads filters (RFC 7644 §3.4.2.2) by recursive descent. Beyond the grammar it takes unquoted text
/// (<c>externalId eq jyoung</c>), quoted booleans (<c>primary eq "True"</c>) and a sub-attribute after brackets
/// (<c>emails[type eq "work"].value eq "x"</c>). Its errors give a position, counted from 1, and never a literal.
/// </summary>
public sealed class FilterParser
{
    private static readonly AttributeDefinition Location = UserResource.Meta.SubAttributes.Require("location");

    private readonly FilterScanner _scanner;
    private readonly UserType? _type;
    private readonly Strictness _strictness;
    private AttributeSet? _within;
    private int _levels;
    private int _terms;

    private FilterParser(FilterScanner scanner, UserType? type, Strictness strictness, AttributeSet? within)
    {
        _scanner = scanner;
        _type = type;
        _strictness = strictness;
        _within = within;
    }

    /// <summary>Reads a filter, at most as large as <see cref="FilterLimits"/> says.</summary>
    /// <param name="text">The filter.</param>
    /// <param name="type">The type of the resources.</param>
    /// <param name="strictness">As in <see cref="AttributePathParser.Parse"/>.</param>
    /// <exception cref="ScimException"><c>invalidFilter</c></exception>
    public static Filter Parse(string text, UserType type, Strictness strictness = Strictness.Lenient)
    {
        if (text.Length > FilterLimits.Characters)
            throw new ScimException(ScimError.InvalidFilter($"A filter has at most {FilterLimits.Characters} characters."));
        var parser = new FilterParser(new FilterScanner(text, 0), type, strictness, null);
        var filter = parser.ParseOr();
        return parser._scanner.AtEnd ? filter : throw parser.Expected("and, or, or the end");
    }

    /// <summary>Reads the filter between the brackets of a PATCH path.</summary>
    /// <param name="text">The whole path.</param>
    /// <param name="start">The index after the opening bracket.</param>
    /// <param name="attributes">The sub-attributes that the filter may name.</param>
    /// <param name="end">The index after the closing bracket.</param>
    /// <exception cref="ScimException"><c>invalidFilter</c></exception>
    internal static Filter ParseInner(string text, int start, AttributeSet attributes, out int end)
    {
        var parser = new FilterParser(new FilterScanner(text, start), null, Strictness.Strict, attributes);
        var filter = parser.ParseUpTo(']');
        end = parser._scanner.Position;
        return filter;
    }

    private Filter ParseOr()
    {
        var terms = new List<Filter>();
        do
        {
            var term = ParseAnd();
            terms.AddRange(term is OrFilter or ? or.Terms : [term]);
        }
        while (_scanner.TryTakeKeyword("or"));
        return terms.Count == 1 ? terms[0] : new OrFilter(terms);
    }

    private Filter ParseAnd()
    {
        var terms = new List<Filter>();
        do
        {
            _scanner.SkipSpace();
            var term = ParseTerm();
            terms.AddRange(term is AndFilter and ? and.Terms : [term]);
            _scanner.SkipSpace();
        }
        while (_scanner.TryTakeKeyword("and"));
        return terms.Count == 1 ? terms[0] : new AndFilter(terms);
    }

    private Filter ParseTerm()
    {
        if (_scanner.TryTake('('))
            return ParseUpTo(')');
        if (!_scanner.TryTakeKeyword("not"))
            return ParseAttributeExpression();
        _scanner.SkipSpace();
        return _scanner.TryTake('(') ? new NotFilter(ParseUpTo(')')) : throw Expected("an opening parenthesis after not");
    }

    private Filter ParseUpTo(char closing)
    {
        if (++_levels > FilterLimits.Levels)
            throw FilterScanner.Error(_scanner.Position - 1, $"more than {FilterLimits.Levels} levels of parentheses and brackets");
        var filter = ParseOr();
        if (!_scanner.TryTake(closing))
            throw Expected($"and, or, or {closing}");
        _levels--;
        return filter;
    }

    private Filter ParseAttributeExpression()
    {
        var start = _scanner.Position;
        var path = TakePath();
        if (!_scanner.TryTake('['))
            return ParseTest(path, start);
        if (_within is not null)
            throw FilterScanner.Error(_scanner.Position - 1, "brackets cannot stand within brackets");
        if (path.IsKnown && path.Target.Type != AttributeType.Complex)
            throw FilterScanner.Error(start, $"{path} takes no brackets: it is not complex");
        _within = path.IsKnown ? path.Target.SubAttributes : AttributeSet.Empty;
        var inner = ParseUpTo(']');
        var afterBracket = _scanner.Position + 1;
        if (_scanner.TryTake('.'))
            inner = And(inner, ParseTest(TakePath(), afterBracket));
        _within = null;
        return new ValuePathFilter(path, inner);
    }

    private static AndFilter And(Filter first, Filter last) => new([.. first is AndFilter and ? and.Terms : [first], last]);

    private AttributePath TakePath()
    {
        var start = _scanner.Position;
        var word = _scanner.TakeWord();
        AttributePath path;
        var resolution = _within is null
            // There is a type wherever the parser does not start within brackets.
            ? AttributePathParser.Resolve(word, _type!, _strictness, out path)
            : AttributePathParser.ResolveWithin(word, _within, out path);
        if (resolution == PathResolution.Malformed)
            throw FilterScanner.Error(start, "expected the name of an attribute");
        if (path.IsKnown && path.Target == Location)
            throw FilterScanner.Error(start, "meta.location is made for each answer and cannot be asked for; ask for the id");
        return path.Steps.Any(step => step.Returned == Returned.Never) ? AttributePath.Unknown : path;
    }

    private Filter ParseTest(AttributePath path, int start)
    {
        if (++_terms > FilterLimits.Terms)
            throw FilterScanner.Error(start, $"more than {FilterLimits.Terms} comparisons");
        _scanner.SkipSpace();
        return _scanner.TryTakeKeyword("pr") ? new PresenceFilter(path) : ParseComparison(path, start);
    }

    private ComparisonFilter ParseComparison(AttributePath path, int start)
    {
        var operatorStart = _scanner.Position;
        if (OperatorKeywords.Find(_scanner.TakeWord()) is not { } comparison)
            throw FilterScanner.Error(operatorStart, "expected one of the operators eq, ne, co, sw, ew, gt, ge, lt, le and pr");
        _scanner.SkipSpace();
        var literalStart = _scanner.Position;
        var literal = _scanner.TakeLiteral();
        if (!path.IsKnown)
            return new ComparisonFilter(path, comparison, literal.Untyped());
        if (literal.IsNull)
        {
            return comparison is ComparisonOperator.Equal or ComparisonOperator.NotEqual
                ? new ComparisonFilter(path, comparison, null)
                : throw FilterScanner.Error(operatorStart, "null goes only with eq and ne");
        }
        var compared = ComparisonRules.Compared(path)
            ?? throw FilterScanner.Error(start, $"{path} is complex; name one of its sub-attributes");
        if (compared.Target.Returned == Returned.Never)
            return new ComparisonFilter(AttributePath.Unknown, comparison, literal.Untyped());
        if (!ComparisonRules.Allows(compared.Target.Type, comparison))
            throw FilterScanner.Error(operatorStart, $"{compared} cannot be compared with {OperatorKeywords.Of(comparison)}");
        var value = literal.As(compared.Target.Type)
            ?? throw FilterScanner.Error(literalStart, $"{compared} must be compared with {ComparisonRules.Literal(compared.Target.Type)}");
        return new ComparisonFilter(compared, comparison, value);
    }

    private ScimException Expected(string what) => FilterScanner.Error(_scanner.Position, $"expected {what}");
}
