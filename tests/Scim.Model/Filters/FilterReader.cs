using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Model.Schemas;
using Scim.Model.Service;

namespace Scim.Model.Filters;

/// <summary>Reads filters by the grammar of RFC 7644 §3.4.2.2 (figure 1) and product.md 2, 10, 11, 22.</summary>
internal sealed class FilterReader
{
    private static readonly string[] Operators = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];

    private readonly World _world;
    private readonly Choices _choices;
    private readonly string _text;

    /// <summary>The attribute in whose brackets this filter stands; null outside.</summary>
    private readonly ModelAttribute? _parent;

    private int _at;
    private int _terms;

    private FilterReader(World world, Choices choices, string text, ModelAttribute? parent) =>
        (_world, _choices, _text, _parent) = (world, choices, text, parent);

    /// <summary>Reads a filter over users, or over the entries of an attribute.</summary>
    public static ModelFilter Read(World world, Choices choices, string text, ModelAttribute? parent = null)
    {
        if (text.Length > 4096)
            throw Wrong();
        var reader = new FilterReader(world, choices, text, parent);
        var filter = reader.Or(0);
        reader.Spaces();
        return reader._at == text.Length && reader._terms <= 100 ? filter : throw Wrong();
    }

    /// <summary>Where the bracket that opens at <paramref name="open"/> is closed; -1 for nowhere.</summary>
    public static int Closing(string text, int open)
    {
        var quoted = false;
        for (var at = open + 1; at < text.Length; at++)
        {
            if (quoted && text[at] == '\\')
                at++;
            else if (text[at] == '"')
                quoted = !quoted;
            else if (!quoted && text[at] == ']')
                return at;
        }
        return -1;
    }

    private ModelFilter Or(int depth)
    {
        var left = And(depth);
        while (Keyword("or"))
            left = new ModelOrFilter(left, And(depth));
        return left;
    }

    private ModelFilter And(int depth)
    {
        var left = Term(depth);
        while (Keyword("and"))
            left = new ModelAndFilter(left, Term(depth));
        return left;
    }

    private ModelFilter Term(int depth)
    {
        Spaces();
        if (depth > 32)
            throw Wrong();
        if (Keyword("not", before: '('))
            return new ModelNotFilter(Term(depth + 1));
        if (_at < _text.Length && _text[_at] == '(')
        {
            _at++;
            var inner = Or(depth + 1);
            Spaces();
            return _at < _text.Length && _text[_at++] == ')' ? inner : throw Wrong();
        }
        return Expression();
    }

    private ModelFilter Expression()
    {
        _terms++;
        var name = Name();
        ModelFilter? entries = null;
        if (_at < _text.Length && _text[_at] == '[')
        {
            var end = Closing(_text, _at);
            if (end < 0 || _parent is not null || name is not { Found: ModelFound.Attribute, Sub: null, Attribute.Type: ModelType.Complex })
                throw Wrong();
            var inner = new FilterReader(_world, _choices, _text[(_at + 1)..end], name.Attribute);
            entries = inner.Or(0);
            inner.Spaces();
            if (inner._at != inner._text.Length)
                throw Wrong();
            _terms += inner._terms - 1;
            _at = end + 1;
            if (_at >= _text.Length || _text[_at] != '.')
                return new EntriesFilter(name, entries);
            _at++;
            var sub = Word();
            name = name with { Sub = name.Attribute.Sub(sub) ?? throw Unknown() };
        }
        if (Keyword("pr"))
            return new CompareFilter(name, entries, "pr", null);
        var compare = Operators.FirstOrDefault(item => Keyword(item)) ?? throw Wrong();
        return Checked(new CompareFilter(name, entries, compare, Literal()));
    }

    private CompareFilter Checked(CompareFilter filter)
    {
        var leaf = Leaf(filter.Name) ?? throw Wrong();
        var order = filter.Operator is "gt" or "ge" or "lt" or "le";
        var parts = filter.Operator is "co" or "sw" or "ew";
        if (leaf.Type is ModelType.Boolean or ModelType.Binary && order)
            throw Wrong();
        if (leaf.Type == ModelType.Binary && parts && _world.Policy(_choices, "co, sw and ew of a binary value are refused") == 0)
            throw Wrong();
        if (leaf.Type is ModelType.Integer or ModelType.Decimal or ModelType.Time && parts)
            throw Wrong(); // RFC 7644 §3.4.2.2 has these three for text.
        if (filter.Literal is null)
            return filter.Operator is "eq" or "ne" ? filter : throw Wrong();
        if (leaf.Type == ModelType.Boolean)
        {
            if (parts)
                throw Wrong();
            if (!bool.TryParse(filter.Literal.ToString(), out var value))
                throw Wrong();
            return filter with { Literal = JsonValue.Create(value) };
        }
        if (leaf.Type is ModelType.Integer or ModelType.Decimal
            && (!decimal.TryParse(filter.Literal.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                || (leaf.Type == ModelType.Integer && number != decimal.Truncate(number))))
            throw Wrong();
        if (leaf.Type == ModelType.Time
            && !DateTimeOffset.TryParse(filter.Literal.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
            throw Wrong();
        return filter;
    }

    /// <summary>The attribute whose values are compared: of a multi-valued complex one its <c>value</c>; null for none.</summary>
    public static ModelAttribute? Leaf(ModelName name)
    {
        if (name.Sub is not null || name.Attribute is not { Type: ModelType.Complex } complex)
            return name.Sub ?? name.Attribute;
        return complex.Many ? complex.Sub("value") : null;
    }

    private ModelName Name()
    {
        var word = Word();
        if (_parent is not null)
            return _parent.Sub(word) is { } sub ? new(ModelFound.Attribute, null, sub) : throw Unknown();
        var name = ModelName.Resolve(_world, word);
        return name.Found == ModelFound.Attribute ? name : throw Unknown();
    }

    // Letters, digits, and what URNs and names have.
    private string Word()
    {
        Spaces();
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '.' or ':' or '_' or '-' or '$'))
            _at++;
        return _at > start ? _text[start.._at] : throw Wrong();
    }

    private JsonNode? Literal()
    {
        Spaces();
        if (_at >= _text.Length)
            throw Wrong();
        var start = _at;
        if (_text[_at] == '"')
        {
            for (_at++; _at < _text.Length && _text[_at] != '"'; _at++)
            {
                if (_text[_at] == '\\')
                    _at++;
            }
            _at++;
            return _at <= _text.Length ? Json(_text[start.._at]) : throw Wrong();
        }
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && _text[_at] is not (')' or ']' or '(' or '['))
            _at++;
        var bare = _text[start.._at];
        return bare switch
        {
            "" => throw Wrong(),
            "true" or "false" or "null" => JsonNode.Parse(bare),
            _ => JsonValue.Create(bare), // product.md 11: an unquoted value.
        };
    }

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw Wrong();
        }
    }

    private bool Keyword(string word, char? before = null)
    {
        var at = _at;
        while (at < _text.Length && _text[at] == ' ')
            at++;
        var end = at + word.Length;
        if (end > _text.Length || !_text[at..end].Equals(word, StringComparison.OrdinalIgnoreCase))
            return false;
        if (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '.' or ':'))
            return false;
        if (before is { } next)
        {
            while (end < _text.Length && _text[end] == ' ')
                end++;
            if (end >= _text.Length || _text[end] != next)
                return false;
        }
        _at = end;
        return true;
    }

    private void Spaces()
    {
        while (_at < _text.Length && _text[_at] == ' ')
            _at++;
    }

    private static Refusal Wrong() => Refusal.Of("invalidFilter");

    // No line says what a filter over an unknown attribute is.
    private static Refusal Unknown() => new((400, "invalidFilter"), (400, "invalidPath"), (OpenFilter, null));

    /// <summary>Stands for any list of users, where the contract does not say whether a filter is refused.</summary>
    public const int OpenFilter = -200;
}
