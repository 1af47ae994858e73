using System.Globalization;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;

namespace Scim.Protocol.Filters;

/// <summary>The right side of a comparison as it was written.</summary>
/// <param name="Text">The text without quotes and escapes.</param>
/// <param name="Quoted">Whether it was a JSON string.</param>
internal readonly record struct FilterLiteral(string Text, bool Quoted)
{
    /// <summary>Whether it is the word <c>null</c>.</summary>
    public bool IsNull => !Quoted && Text.Equals("null", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The value in an attribute's type, or null if it cannot be of that type. Quotes make no difference: connectors quote booleans
    /// (Entra ID's <c>"True"</c>) and leave text unquoted.
    /// </summary>
    public object? As(AttributeType type) => type switch
    {
        AttributeType.Boolean => bool.TryParse(Text, out var flag) ? flag : null,
        AttributeType.Integer => AsNumber() is { } number && IsWhole(number) ? (long)number : null,
        AttributeType.Decimal => AsNumber(),
        AttributeType.DateTime => XsdDateTime.TryParse(Text, out var instant) ? instant : null,
        AttributeType.Complex => null,
        _ => Text,
    };

    /// <summary>The value as JSON would have it, for an attribute without a type.</summary>
    public object? Untyped()
    {
        if (Quoted)
            return Text;
        if (IsNull)
            return null;
        return As(AttributeType.Boolean) ?? As(AttributeType.Integer) ?? As(AttributeType.Decimal) ?? Text;
    }

    private decimal? AsNumber() =>
        decimal.TryParse(Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static bool IsWhole(decimal number) =>
        number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue;
}
