using System.Globalization;
using System.Text;

namespace Scim.Operations.Files;

/// <summary>
/// Text of tenants for an operator's terminal. What a terminal would obey or not show, such as escape sequences and characters that turn
/// the direction of writing, is written as an escape.
/// </summary>
public static class VisibleText
{
    /// <summary>The text on one line, with escapes such as <c>\u001B</c> for what cannot be seen.</summary>
    public static string Of(string text) => Escape(text, rune => !IsVisible(rune));

    /// <summary>JSON with the same meaning in which no string has such characters; line breaks between members stay.</summary>
    public static string InJson(string json) => Escape(json, rune => rune.Value > '~' && !IsVisible(rune));

    private static string Escape(string text, Func<Rune, bool> isEscaped)
    {
        StringBuilder? escaped = null;
        var place = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.Utf16SequenceLength;
            if (isEscaped(rune))
            {
                escaped ??= new StringBuilder(text, 0, place, text.Length + 16);
                foreach (var unit in text.AsSpan(place, length))
                    escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
            }
            else
            {
                escaped?.Append(text, place, length);
            }
            place += length;
        }
        return escaped?.ToString() ?? text;
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
