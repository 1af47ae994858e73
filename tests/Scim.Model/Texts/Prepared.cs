using System.Text;

namespace Scim.Model.Texts;

/// <summary>Text as it compares without case: width mapping, NFC, lower case (product.md, after RFC 8265 §3.3).</summary>
internal static class Prepared
{
    // NFC of the letters of Latin-1, which are all that the runs use. The library does not normalize where globalization is invariant.
    private static readonly (char Mark, string Letters, string Composed)[] Compositions =
    [
        ('\u0300', "AEIOUaeiou", "ÀÈÌÒÙàèìòù"),
        ('\u0301', "AEIOUYaeiouy", "ÁÉÍÓÚÝáéíóúý"),
        ('\u0302', "AEIOUaeiou", "ÂÊÎÔÛâêîôû"),
        ('\u0303', "ANOano", "ÃÑÕãñõ"),
        ('\u0308', "AEIOUaeiouy", "ÄËÏÖÜäëïöüÿ"),
        ('\u030A', "Aa", "Åå"),
        ('\u0327', "Cc", "Çç"),
    ];

    public static string Of(string text, bool exact) => exact ? text : Of(text);

    public static string Of(string text)
    {
        var narrow = new StringBuilder();
        foreach (var character in text)
            narrow.Append(character is >= '\uFF01' and <= '\uFF5E' ? (char)(character - 0xFEE0) : character == '\u3000' ? ' ' : character);
        foreach (var (mark, letters, composed) in Compositions)
        {
            for (var at = 0; at < letters.Length; at++)
                narrow.Replace($"{letters[at]}{mark}", $"{composed[at]}");
        }
        return narrow.ToString().ToLowerInvariant();
    }
}
