using Scim.Protocol.Paths;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Filters;

/// <summary>What may be compared with what (RFC 7644 §3.4.2.2, table 3).</summary>
internal static class ComparisonRules
{
    /// <summary>The attribute to compare: for a complex attribute its <c>value</c>, or null if it has none.</summary>
    public static AttributePath? Compared(AttributePath path)
    {
        if (path.Target.Type != AttributeType.Complex)
            return path;
        return path.Target.ValueSubAttribute is { } value ? new AttributePath([.. path.Steps, value]) : null;
    }

    /// <summary>Order is refused for booleans and binaries, substrings for all but text.</summary>
    public static bool Allows(AttributeType type, ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal or ComparisonOperator.NotEqual => true,
        ComparisonOperator.Contains or ComparisonOperator.StartsWith or ComparisonOperator.EndsWith =>
            type is AttributeType.String or AttributeType.Reference,
        _ => type is not (AttributeType.Boolean or AttributeType.Binary),
    };

    /// <summary>What a literal of the type looks like, for error details.</summary>
    public static string Literal(AttributeType type) => type switch
    {
        AttributeType.Boolean => "true or false",
        AttributeType.Integer => "a whole number",
        AttributeType.Decimal => "a number",
        AttributeType.DateTime => "a date and time such as \"2026-01-31T12:00:00Z\"",
        _ => "text in double quotes",
    };
}
