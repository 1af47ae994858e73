using System.Text;

namespace Scim.Protocol.Unicode;

/// <summary>The Hangul syllables, which are composed of letters by their number (The Unicode Standard, §3.12).</summary>
internal static class HangulSyllable
{
    private const int First = 0xAC00;
    private const int FirstLeading = 0x1100;
    private const int FirstVowel = 0x1161;
    private const int BeforeTrailing = 0x11A7;
    private const int Leadings = 19;
    private const int Vowels = 21;
    private const int Trailings = 28;

    /// <summary>Adds the letters of a syllable; false if the character is none.</summary>
    public static bool TryDecompose(Rune character, List<Rune> letters)
    {
        var number = character.Value - First;
        if (number is < 0 or >= Leadings * Vowels * Trailings)
            return false;
        letters.Add(new Rune(FirstLeading + (number / (Vowels * Trailings))));
        letters.Add(new Rune(FirstVowel + (number / Trailings % Vowels)));
        if (number % Trailings is > 0 and var trailing)
            letters.Add(new Rune(BeforeTrailing + trailing));
        return true;
    }

    /// <summary>The syllable of a leading letter and a vowel, or of a syllable without a trailing letter and such a letter.</summary>
    public static Rune? Compose(Rune first, Rune second)
    {
        var leading = first.Value - FirstLeading;
        var vowel = second.Value - FirstVowel;
        if (leading is >= 0 and < Leadings && vowel is >= 0 and < Vowels)
            return new Rune(First + (((leading * Vowels) + vowel) * Trailings));
        var syllable = first.Value - First;
        var trailing = second.Value - BeforeTrailing;
        return syllable is >= 0 and < Leadings * Vowels * Trailings && syllable % Trailings == 0 && trailing is > 0 and < Trailings
            ? new Rune(first.Value + trailing)
            : null;
    }
}
