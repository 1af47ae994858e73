using System.Buffers;

namespace Scim.Operations.Files;

/// <summary>
/// A cell of CSV that no spreadsheet takes for a formula: where it begins as one, an apostrophe stands before it. Reading takes the
/// apostrophe away, so that a file that is exported and imported again says the same.
/// </summary>
internal static class CsvCell
{
    private const char Apostrophe = '\'';

    // The wide forms count as the others in some languages.
    private static readonly SearchValues<char> Beginnings = SearchValues.Create("=@+-\t\r\n\uFF1D\uFF20\uFF0B\uFF0D");

    /// <summary>The cell of a text.</summary>
    public static string? Write(string? text) =>
        text is not null && (Begins(text, 0) || IsNeutral(text)) ? Apostrophe + text : text;

    /// <summary>The text of a cell.</summary>
    public static string Read(string cell) => IsNeutral(cell) ? cell[1..] : cell;

    /// <summary>An apostrophe before what needs one, or before another apostrophe.</summary>
    private static bool IsNeutral(string text) =>
        text.StartsWith(Apostrophe) && (Begins(text, 1) || text.AsSpan(1).StartsWith([Apostrophe]));

    private static bool Begins(string text, int place) => text.Length > place && Beginnings.Contains(text[place]);
}
