using System.Text;

namespace Scim.Fuzz.Generation;

/// <summary>Values that a client may send as text. Most have the marker in them, which no error may repeat.</summary>
internal static class Texts
{
    /// <summary>Stands in values only, never in the name of anything.</summary>
    public const string Marker = "qzmarkerzq";

    private static readonly string[] Edges =
    [
        "", " ", "\t", "\0", "\n", "\"", "\\", "'", "null", "true", "False", "0", "-1", "1e999", "NaN", "{}", "[]", "%", "%20", "+", "&",
        "=", "#",
        "\u00e9", "e\u0301", "\u1e9e", "ß", "İ", "ı", "ſ", "\u212a", "Σ", "ς", "ǅ", "ﬀ", "\u200b", "\u202e", "\ufeff", "\uffff", "\ud7ff",
        "😀", "👩‍👩‍👧", "中文",
        "العربية", "\u0085", "\u2028", "$ref", "../..", "<script>", "${jndi:x}", "'; drop table", "user',x", "a\u0000b", "\u001f", "\u007f",
    ];

    // Some of them are the same name when compared.
    private static readonly string[] Forms =
    [
        "\u00e9", "e\u0301", "\uff45\u0301", "\u212a", "\uff4b", "\u1e9e", "\u00df", "\u1112\u1161\u11ab", "\ud55c", "\uff76\uff9e",
        "\u30ac", "\u03c2",
    ];

    /// <summary>Any text.</summary>
    public static string Any(Dice dice) => dice.Weighted<string>(
        (6, _ => Marker),
        (5, d => $"{d.Pick(Edges)}{Marker}{d.Pick(Edges)}"),
        (4, d => d.Pick(Edges)),
        (2, Random),
        (1, d => Long(d, Marker)));

    /// <summary>A text of the length of some limit, or about it.</summary>
    public static string Long(Dice dice, string unit)
    {
        var length = dice.Pick(63, 1_023, 1_024, 1_025, 4_096, 5_000);
        var text = new StringBuilder(length + unit.Length);
        while (text.Length < length)
            text.Append(unit);
        return text.ToString(0, length);
    }

    /// <summary>The name of one of a hundred users; their case may differ.</summary>
    public static string UserName(Dice dice)
    {
        var name = $"{(dice.Chance(10) ? dice.Pick(Forms) : "")}user{dice.Below(100)}.{Marker}@example.com";
        return dice.Chance(20) ? name.ToUpperInvariant() : name;
    }

    /// <summary>A date, or nearly.</summary>
    public static string Date(Dice dice) => dice.Pick(
        "2026-01-01T00:00:00Z", "2011-05-13T04:42:34.123456789+02:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9999999-14:00",
        "2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z", "-0044-03-15T00:00:00Z", "2026-01-01", "12026-01-01T00:00:00Z",
        "2026-01-01T00:00:60Z");

    private static string Random(Dice dice)
    {
        var text = new StringBuilder();
        for (var left = dice.Below(24); left > 0; left--)
            text.Append(
                new Rune(dice.Chance(70) ? dice.Between(0x20, 0x7e) : dice.Pick(dice.Below(0xd800), dice.Between(0xe000, 0x10ffff))));
        return text.ToString();
    }
}
