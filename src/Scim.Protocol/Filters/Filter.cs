using Scim.Protocol.Paths;
using Scim.Protocol.Unicode;

namespace Scim.Protocol.Filters;

/// <summary>A parsed filter (RFC 7644 §3.4.2.2), its attributes resolved against a resource type.</summary>
public abstract record Filter
{
    /// <summary>The canonical text, from which the parser makes an equal filter. It holds the literals: not for logs.</summary>
    public sealed override string ToString() => FilterPrinter.Print(this);
}

/// <summary>True if every term is.</summary>
/// <param name="Terms">Two terms or more, none of them an <see cref="AndFilter"/>.</param>
public sealed record AndFilter(IReadOnlyList<Filter> Terms) : Filter
{
    /// <summary>Equal if the terms are equal in order.</summary>
    public bool Equals(AndFilter? other) => other is not null && Terms.SequenceEqual(other.Terms);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(nameof(AndFilter), Terms.Count, Terms[0], Terms[^1]);
}

/// <summary>True if one term is.</summary>
/// <param name="Terms">Two terms or more, none of them an <see cref="OrFilter"/>.</param>
public sealed record OrFilter(IReadOnlyList<Filter> Terms) : Filter
{
    /// <summary>Equal if the terms are equal in order.</summary>
    public bool Equals(OrFilter? other) => other is not null && Terms.SequenceEqual(other.Terms);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(nameof(OrFilter), Terms.Count, Terms[0], Terms[^1]);
}

/// <summary>True if the term is not.</summary>
/// <param name="Term">The negated filter.</param>
public sealed record NotFilter(Filter Term) : Filter;

/// <summary><c>pr</c>: true if the attribute has a value.</summary>
/// <param name="Path">The attribute.</param>
public sealed record PresenceFilter(AttributePath Path) : Filter;

/// <summary>True if a value of the attribute compares as asked.</summary>
/// <param name="Path">
/// The attribute. A complex attribute with a <c>value</c> sub-attribute was resolved to that sub-attribute, except where it is
/// compared with <c>null</c>.
/// </param>
/// <param name="Operator">How to compare.</param>
/// <param name="Value">
/// The literal in the type of the attribute: <see cref="string"/>, <see cref="bool"/>, <see cref="decimal"/>, <see cref="long"/>,
/// <see cref="DateTimeOffset"/>, or null for <c>null</c>.
/// </param>
public sealed record ComparisonFilter(AttributePath Path, ComparisonOperator Operator, object? Value) : Filter
{
    private SubstringSearch? _search;
    private string? _text;

    private ComparisonFilter(ComparisonFilter original)
        : base(original) => (Path, Operator, Value) = (original.Path, original.Operator, original.Value);

    /// <summary>A literal that is text, prepared once to be compared with all values.</summary>
    // Asked of text only.
    internal string Text => _text ??= Path.Target.CaseExact ? (string)Value! : CaselessText.Comparable((string)Value!);

    /// <summary>The search for a literal that is text, prepared once for all values.</summary>
    internal SubstringSearch Search => _search ??= new SubstringSearch(Text, Path.Target.CaseExact);

    /// <summary>Equal if path, operator and literal are.</summary>
    public bool Equals(ComparisonFilter? other) =>
        other is not null && Path.Equals(other.Path) && Operator == other.Operator && Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Path, Operator, Value);
}

/// <summary>
/// True if one value of a complex attribute satisfies the inner filter whole: <c>emails[type eq "work" and value co "@"]</c>.
/// <c>emails[type eq "work"].value eq "x"</c> is read as <c>emails[type eq "work" and value eq "x"]</c>.
/// </summary>
/// <param name="Path">The complex attribute.</param>
/// <param name="Inner">A filter whose paths begin at the complex attribute's sub-attributes.</param>
public sealed record ValuePathFilter(AttributePath Path, Filter Inner) : Filter;
