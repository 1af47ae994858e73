using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Scim.Protocol.Paths;

namespace Scim.Protocol.Filters;

/// <summary>Writes filters in canonical text: canonical names, lower-case operators, single spaces, no needless parentheses.</summary>
internal static class FilterPrinter
{
    /// <summary>A name that no schema defines, so that it is read as <see cref="AttributePath.Unknown"/> again.</summary>
    private const string UndefinedName = "undefined";

    public static string Print(Filter filter) => filter switch
    {
        AndFilter and => string.Join(" and ", and.Terms.Select(term => term is OrFilter ? $"({Print(term)})" : Print(term))),
        OrFilter or => string.Join(" or ", or.Terms.Select(Print)),
        NotFilter not => $"not ({Print(not.Term)})",
        PresenceFilter presence => $"{Print(presence.Path)} pr",
        ComparisonFilter test => $"{Print(test.Path)} {OperatorKeywords.Of(test.Operator)} {PrintLiteral(test.Value)}",
        ValuePathFilter values => $"{Print(values.Path)}[{Print(values.Inner)}]",
        _ => throw new ArgumentException($"{filter.GetType()} is no filter.", nameof(filter)),
    };

    private static string Print(AttributePath path) => path.IsKnown ? path.ToString() : UndefinedName;

    private static string PrintLiteral(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        DateTimeOffset instant => instant.UtcDateTime.ToString("'\"'yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z\"'", CultureInfo.InvariantCulture),
        string text => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!, // A number, the only literal left, always has text.
    };
}
