namespace Scim.Console.Acting;

/// <summary>Words of a command line that is shown to be copied.</summary>
public static class CommandWord
{
    /// <summary>A word as a POSIX shell reads it: quoted where it has more than letters, digits and what means nothing there.</summary>
    public static string Of(string word) =>
        word.Length > 0 && word.All(static letter => char.IsAsciiLetterOrDigit(letter) || "-_.:/@%+=,".Contains(letter))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>
    /// An option with its value. A value that would be taken for an option, or for a file of words, is bound to the option's name.
    /// </summary>
    /// <param name="name">The option, such as <c>--reason</c>.</param>
    /// <param name="value">Its value.</param>
    public static string Option(string name, string value) =>
        value is ['-' or '@', ..] ? Of($"{name}={value}") : $"{name} {Of(value)}";
}
