using System.Collections;
using System.Text;

namespace Scim.Protocol.Unicode;

/// <summary>
/// The characters whose folding is no more than their upper case, whatever stands beside them: most letters of most languages. Those
/// beyond U+FFFF are not among them.
/// </summary>
internal static class PlainCharacters
{
    private static readonly BitArray Plain = Find();

    /// <summary>Whether the text has no other characters.</summary>
    public static bool Only(string text)
    {
        foreach (var character in text)
        {
            if (!Plain[character])
                return false;
        }
        return true;
    }

    private static BitArray Find()
    {
        var plain = new BitArray(char.MaxValue + 1, defaultValue: true);
        var data = CharacterData.Instance;
        for (var surrogate = 0xD800; surrogate <= 0xDFFF; surrogate++)
            plain[surrogate] = false;
        var combining = data.Compositions.Keys.Select(pair => pair.Item2);
        foreach (var character in data.Classes.Keys.Concat(data.Widths.Keys).Concat(combining).Where(character => character.IsBmp))
            plain[character.Value] = false;
        // Letters of Hangul that may compose with what stands before them.
        for (var letter = 0x1161; letter <= 0x11C2; letter++)
            plain[letter] = false;
        // A decomposed character may have no capital as one character, or come back as another.
        for (var code = 0x80; code <= char.MaxValue; code++)
        {
            if (!plain[code])
                continue;
            var text = ((char)code).ToString();
            var character = new Rune(code);
            if (data.Decompositions.ContainsKey(character) || CaselessText.Upper(character) != Rune.ToUpperInvariant(character))
                plain[code] = string.Equals(CaselessText.Prepare(text), text.ToUpperInvariant(), StringComparison.Ordinal);
        }
        return plain;
    }
}
