using System.Text;

namespace Scim.Protocol.Unicode;

/// <summary>
/// Text that compares without case: <c>userName</c>, e-mail addresses and every attribute that is not <c>caseExact</c>. It is compared
/// after the mappings of the PRECIS profile UsernameCaseMapped (RFC 8265 §3.3): wide and narrow letters are as others, case does not
/// count, and composed and decomposed characters are the same. It is stored and returned as it was sent.
/// </summary>
public static class CaselessText
{
    private const char LongS = '\u017F';

    /// <summary>Text by its <see cref="Fold"/>.</summary>
    public static IEqualityComparer<string> Comparer { get; } = new FoldComparer();

    /// <summary>
    /// The form that is the same for all texts that are equal. Folding it again leaves it as it is. It is upper case, so that the
    /// small Greek sigma at the end of a word is one with the other.
    /// </summary>
    public static string Fold(string text) => (IsPlain(text) ? text : Prepare(text)).ToUpperInvariant();

    /// <summary>
    /// The text in a form that <see cref="StringComparison.OrdinalIgnoreCase"/> compares as <see cref="Fold"/> does: as it is, where that
    /// will do, so that ASCII and most other text costs nothing.
    /// </summary>
    public static string Comparable(string text) => Comparable(text, out _);

    /// <summary>Whether two texts are equal.</summary>
    public static bool AreEqual(string left, string right) =>
        Comparable(left).Equals(Comparable(right), StringComparison.OrdinalIgnoreCase);

    private static bool IsPlain(string text) => Ascii.IsValid(text) || PlainCharacters.Only(text);

    /// <summary>As <see cref="Comparable(string)"/>, and says whether the text was so as it is.</summary>
    internal static string Comparable(string text, out bool isPlain) => (isPlain = IsPlain(text)) ? text : Prepare(text);

    /// <summary>Composes what was folded while it was decomposed: so no letter keeps its case by being composed with a mark.</summary>
    internal static string Prepare(string text)
    {
        var characters = text.EnumerateRunes()
            .Select(character => CharacterData.Instance.Widths.GetValueOrDefault(character, character));
        var decomposed = CanonicalForm.Decompose(characters);
        for (var place = 0; place < decomposed.Count; place++)
            decomposed[place] = Upper(decomposed[place]);
        var prepared = new StringBuilder(text.Length);
        foreach (var character in CanonicalForm.Compose(CanonicalForm.Decompose(decomposed)))
            prepared.Append(character);
        return prepared.ToString();
    }

    // The runtime leaves the long s alone, and yet has a capital for it with a dot. A capital whose small letter has another capital,
    // or none, such as the sharp s, is one with that letter.
    internal static Rune Upper(Rune character) =>
        character.Value == LongS ? new Rune('S') : Rune.ToUpperInvariant(Rune.ToLowerInvariant(character));

    private sealed class FoldComparer : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => x is null || y is null ? x == y : AreEqual(x, y);

        public int GetHashCode(string text) => Comparable(text).GetHashCode(StringComparison.OrdinalIgnoreCase);
    }
}
