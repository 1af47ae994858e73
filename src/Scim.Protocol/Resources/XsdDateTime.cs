using System.Globalization;

namespace Scim.Protocol.Resources;

/// <summary>The dateTime of RFC 7643 §2.3.5: an xsd:dateTime, held and compared as an instant in UTC.</summary>
public static class XsdDateTime
{
    /// <summary>As many digits of a second's fraction as an instant holds; xsd:dateTime has no bound.</summary>
    private const int FractionDigits = 7;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads an instant; a time without zone is taken as UTC, a fraction finer than 100 ns is cut.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(
            WithoutExcessDigits(text),
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out instant);

    /// <summary>Writes an instant with milliseconds, or with all digits of one that has more, in UTC.</summary>
    public static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString(
        instant.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
        CultureInfo.InvariantCulture);

    private static string WithoutExcessDigits(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
            return text;
        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        var kept = point + 1 + FractionDigits;
        return end > kept ? text.Remove(kept, end - kept) : text;
    }
}
