using System.Globalization;
using System.Text.RegularExpressions;

namespace Scim.Conformance.Tests.Docs;

public sealed partial class ConformanceDocumentTests
{
    private const string Wire = "Scim.Conformance.Tests";

    private static readonly List<Line> Lines = ReadLines();

    public static TheoryData<string, int> Numbered => new(Lines.Select(line => (line.List, line.Number)));

    [Fact]
    public void The_lists_are_complete() =>
        Assert.Equal(
            [("Protocol", 54), ("Connectors", 31), ("Limits", 12)],
            Lines.GroupBy(line => line.List).Select(list =>
            {
                Assert.Equal(Enumerable.Range(1, list.Count()), list.Select(line => line.Number));
                return (list.Key, list.Count());
            }));

    [Theory]
    [MemberData(nameof(Numbered))]
    public void Every_line_names_tests_that_exist(string list, int number)
    {
        var line = Lines.Single(line => line.List == list && line.Number == number);

        Assert.NotEmpty(line.Tests);
        Assert.All(line.Tests, test => Assert.True(Projects(test).Any(), $"{list} {number} names {test}, and there is no such test."));
        if (list == "Connectors")
            Assert.True(line.Tests.SelectMany(Projects).Contains(Wire), $"{list} {number} names no test over HTTP.");
    }

    /// <summary>The projects of a test, or of the tests of a class.</summary>
    private static IEnumerable<string> Projects(string name) =>
        TestsInRepository.Tests.Where(test => test.Key == name || test.Key.StartsWith(name + ".", StringComparison.Ordinal))
            .Select(test => test.Value);

    private static List<Line> ReadLines()
    {
        var list = "";
        var lines = new List<Line>();
        foreach (var text in File.ReadLines(Path.Combine(TestsInRepository.Root, "docs", "conformance.md")))
        {
            if (text.StartsWith("## ", StringComparison.Ordinal))
                list = text[3..].Split(' ')[0];
            else if (NumberedLine().Match(text) is { Success: true } match)
                lines.Add(new Line(list, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), []));
            if (lines.Count > 0)
                lines[^1].Tests.AddRange(TestName().Matches(text).Select(match => match.Groups[1].Value));
        }
        return lines;
    }

    [GeneratedRegex(@"^(\d+)\. ")]
    private static partial Regex NumberedLine();

    [GeneratedRegex(@"`(\w+(?:Tests|Contract|Properties)(?:\.\w+)?)`")]
    private static partial Regex TestName();

    private sealed record Line(string List, int Number, List<string> Tests);
}
