using Scim.Protocol.Errors;
using Scim.Protocol.Filters;

namespace Scim.Protocol.Naming;

/// <summary>The words of a filter that stand where attributes are named, whether or not the filter is valid.</summary>
internal static class FilterWords
{
    /// <summary>
    /// What stands before an operator or brackets, as a path: <c>emails.type</c> in <c>emails[type eq "work"]</c>. Any text may be among
    /// them. Of a filter that breaks off within a text the words before it.
    /// </summary>
    public static IReadOnlyList<string> ComparedIn(string filter)
    {
        var words = new List<string>();
        if (filter.Length > FilterLimits.Characters)
            return words;
        try
        {
            Read(new FilterScanner(filter, 0), words);
        }
        catch (ScimException)
        {
            // The rest is no words.
        }
        return words;
    }

    private static void Read(FilterScanner scanner, List<string> words)
    {
        var (holder, closed, word) = ("", "", "");
        for (scanner.SkipSpace(); !scanner.AtEnd; scanner.SkipSpace())
        {
            if (scanner.TryTake('['))
            {
                words.Add(word);
                (holder, closed, word) = ($"{word}.", "", "");
            }
            else if (scanner.TryTake(']'))
            {
                (holder, closed, word) = ("", holder, "");
            }
            else if (scanner.TryTake('(') || scanner.TryTake(')'))
            {
                (closed, word) = ("", "");
            }
            else if (scanner.TakeWord().ToString() is not { Length: > 0 } next)
            {
                scanner.TakeLiteral();
                (closed, word) = ("", "");
            }
            else if (word.Length > 0 && next.Equals("pr", StringComparison.OrdinalIgnoreCase))
            {
                words.Add(word);
                (closed, word) = ("", "");
            }
            else if (word.Length > 0 && OperatorKeywords.Find(next) is not null)
            {
                words.Add(word);
                (closed, word) = ("", "");
                scanner.SkipSpace();
                scanner.TakeLiteral();
            }
            else
            {
                word = next[0] == '.' && closed.Length > 0 ? $"{closed}{next[1..]}" : $"{holder}{next}";
                closed = "";
            }
        }
    }
}
