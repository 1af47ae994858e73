using System.Text.RegularExpressions;

namespace Scim.Testing.Privacy;

/// <summary>A value that stands in a text where it must not.</summary>
/// <param name="Value">The value.</param>
/// <param name="Where">The text around it.</param>
public sealed partial record Leak(string Value, string Where)
{
    private const int Around = 120;

    /// <summary>At this length a value is found within other words, too.</summary>
    private const int LongLength = 12;

    /// <summary>
    /// The values that a text has, in any case, and also where they are escaped as in a URL or in JSON. A short one counts only as a word
    /// of its own.
    /// </summary>
    public static IReadOnlyList<Leak> Find(IEnumerable<string> values, string text)
    {
        string[] forms = [text, Uri.UnescapeDataString(text.Replace('+', ' ')), JsonUnescaped(text)];
        return [.. values.Select(value => forms.Select(form => Find(value, form)).FirstOrDefault(leak => leak is not null)).OfType<Leak>()];
    }

    /// <summary>Asserts that there is none.</summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="texts">What must not repeat it.</param>
    public static void AssertNone(SentValues sent, IEnumerable<string> texts)
    {
        var values = sent.All;
        Assert.Empty(texts.SelectMany(text => Find(values, text)));
    }

    private static Leak? Find(string value, string text)
    {
        for (var at = 0; (at = text.IndexOf(value, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + value.Length;
            if (value.Length >= LongLength || !(IsWord(text, at - 1) || IsWord(text, end)))
                return new Leak(value, text[Math.Max(0, at - Around)..Math.Min(text.Length, end + Around)]);
        }
        return null;
    }

    private static bool IsWord(string text, int at) => at >= 0 && at < text.Length && char.IsLetterOrDigit(text[at]);

    private static string JsonUnescaped(string text) => JsonEscape().Replace(
        text,
        match => match.Groups[1].Success
            ? ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString()
            : match.Value[1] switch { 'n' or 'r' or 't' or 'b' or 'f' => " ", var other => other.ToString() });

    [GeneratedRegex(@"\\(?:u([0-9a-fA-F]{4})|.)", RegexOptions.Singleline)]
    private static partial Regex JsonEscape();
}
