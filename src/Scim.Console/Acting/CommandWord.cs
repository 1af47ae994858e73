namespace Scim.Console.Acting;

/// <summary>Words of a command line that is shown to be copied.</summary>
public static class CommandWord
{
    /// <summary>A word as a POSIX shell reads it: quoted where it has more than letters, digits and what means nothing there.</summary>
    public static string Of(string word) =>
        word.Length > 0 && word.All(static letter => char.IsAsciiLetterOrDigit(letter) || "-_.:/@%+=,".Contains(letter))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
