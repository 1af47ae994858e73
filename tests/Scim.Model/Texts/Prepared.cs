using System.Text;

namespace Scim.Model.Texts;

/// <summary>Text as it compares without case: width mapping, NFC, lower case (product.md, after RFC 8265 §3.3).</summary>
internal static class Prepared
{
    // NFC of the letters that the runs use. The library does not normalize where globalization is invariant.
    private static readonly (char Mark, string Letters, string Composed)[] Compositions =
    [
        ('\u0300', "AEIOUaeiou", "ÀÈÌÒÙàèìòù"),
        ('\u0301', "AEIOUYaeiouy", "ÁÉÍÓÚÝáéíóúý"),
        ('\u0302', "AEIOUaeiou", "ÂÊÎÔÛâêîôû"),
        ('\u0303', "ANOano", "ÃÑÕãñõ"),
        ('\u0308', "AEIOUaeiouy", "ÄËÏÖÜäëïöüÿ"),
        ('\u030A', "Aa", "Åå"),
        ('\u0327', "Cc", "Çç"),
        ('\u0301', "ΑαΟο", "ΆάΌό"),
        ('\u3099', "カ", "ガ"),
        ('\u1161', "ᄒ", "하"),
        ('\u11AB', "하", "한"),
    ];

    public static string Of(string text, bool exact) => exact ? text : Of(text);

    /// <summary>Text as it is ordered. That the order is that of capitals is the product's choice; no document has one.</summary>
    public static string Order(string text, bool exact) => exact ? text : Of(text).ToUpperInvariant();

    public static string Of(string text)
    {
        var narrow = new StringBuilder();
        foreach (var character in text)
        {
            narrow.Append(character switch
            {
                >= '\uFF01' and <= '\uFF5E' => (char)(character - 0xFEE0),
                '\u3000' => ' ',
                '\uFF76' => 'カ',
                '\uFF9E' => '\u3099',
                '\u212A' => 'K', // NFC of the signs for kelvin and ångström.
                '\u212B' => 'Å',
                _ => character,
            });
        }
        foreach (var (mark, letters, composed) in Compositions)
        {
            for (var at = 0; at < letters.Length; at++)
                narrow.Replace($"{letters[at]}{mark}", $"{composed[at]}");
        }
        return narrow.ToString().ToLowerInvariant().Replace('ς', 'σ');
    }
}
