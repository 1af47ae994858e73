namespace Scim.Conformance.Tests.Docs;

/// <summary>The tables of a document.</summary>
internal static class DocumentTable
{
    /// <summary>The cells of the rows below a header, without blanks around them; none of them has a bar in it.</summary>
    /// <param name="text">The document.</param>
    /// <param name="header">The row that heads the table, as it stands there.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(string text, string header) =>
        [.. text.Split('\n')
            .SkipWhile(line => line.Trim() != header)
            .Skip(2)
            .Select(line => line.Trim())
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line[1..^1].Split('|').Select(cell => cell.Trim()).ToList())];
}
