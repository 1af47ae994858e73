using System.Text;

namespace Scim.Protocol.Unicode;

/// <summary>The canonical forms of text (Unicode Standard Annex 15), in time that grows with its length.</summary>
internal static class CanonicalForm
{
    /// <summary>Form D: every character decomposed, and marks in the order of their classes.</summary>
    public static List<Rune> Decompose(IEnumerable<Rune> text)
    {
        var decomposed = new List<Rune>();
        foreach (var character in text)
        {
            if (CharacterData.Instance.Decompositions.TryGetValue(character, out var parts))
                decomposed.AddRange(parts);
            else if (!HangulSyllable.TryDecompose(character, decomposed))
                decomposed.Add(character);
        }
        OrderMarks(decomposed);
        return decomposed;
    }

    /// <summary>Form C of a text in form D.</summary>
    public static List<Rune> Compose(List<Rune> decomposed)
    {
        var composed = new List<Rune>(decomposed.Count);
        var starter = -1;
        var classBefore = 0;
        foreach (var character in decomposed)
        {
            var own = ClassOf(character);
            // A mark of the same class, or a character that is no mark, stands between the two and keeps them apart.
            var isNext = starter == composed.Count - 1 || (classBefore != 0 && classBefore < own);
            if (starter >= 0 && isNext && Compose(composed[starter], character) is { } both)
            {
                composed[starter] = both;
                continue;
            }
            if (own == 0)
                starter = composed.Count;
            classBefore = own;
            composed.Add(character);
        }
        return composed;
    }

    /// <summary>The canonical combining class; 0 for what is no mark that combines.</summary>
    public static int ClassOf(Rune character) => CharacterData.Instance.Classes.GetValueOrDefault(character);

    private static Rune? Compose(Rune first, Rune second) =>
        CharacterData.Instance.Compositions.TryGetValue((first, second), out var both) ? both : HangulSyllable.Compose(first, second);

    /// <summary>Orders each run of marks by class; marks of one class keep their order.</summary>
    private static void OrderMarks(List<Rune> text)
    {
        for (var start = 0; start < text.Count; start++)
        {
            var end = start;
            while (end < text.Count && ClassOf(text[end]) > 0)
                end++;
            if (end - start > 1)
            {
                var ordered = text[start..end].OrderBy(ClassOf).ToList();
                for (var place = 0; place < ordered.Count; place++)
                    text[start + place] = ordered[place];
            }
            start = end;
        }
    }
}
