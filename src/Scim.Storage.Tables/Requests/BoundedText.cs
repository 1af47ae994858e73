using System.Text;

namespace Scim.Storage.Tables.Requests;

/// <summary>
/// Texts of the log of requests, short enough that a hundred rows of the longest make a transaction. What is too long ends with a mark.
/// </summary>
internal static class BoundedText
{
    private const char Mark = '…';
    private const int Name = 256;
    private const int Sentence = 1_024;
    private const int List = 4_096;

    /// <summary>A name of something, at most 256 characters.</summary>
    public static string? OfName(string? text) => Cut(text, Name);

    /// <summary>A sentence or two, at most 1,024 characters.</summary>
    public static string? OfSentence(string? text) => Cut(text, Sentence);

    /// <summary>Names that have no spaces, with spaces between them, at most 4,096 characters; whole ones.</summary>
    public static string? OfNames(IReadOnlyList<string> names)
    {
        var text = new StringBuilder();
        foreach (var name in names)
        {
            if (text.Length + name.Length + 2 > List)
                return text.Append(Mark).ToString();
            text.Append(name).Append(' ');
        }
        return text.Length == 0 ? null : text.ToString(0, text.Length - 1);
    }

    private static string? Cut(string? text, int most)
    {
        if (text is null || text.Length <= most)
            return text;
        var end = most - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + Mark;
    }
}
