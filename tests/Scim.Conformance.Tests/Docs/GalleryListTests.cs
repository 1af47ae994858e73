using System.Text.RegularExpressions;

namespace Scim.Conformance.Tests.Docs;

/// <summary>What the page for Microsoft Entra ID says of the gallery's requirements.</summary>
public sealed partial class GalleryListTests
{
    private const string NoGroups = "there are no";

    private static readonly string Page = ConnectorPage.All.Single(page => page.Name == "entra-id").Text;

    public static TheoryData<string> Lists => ["| requirement | how it is met | test |", "| Microsoft's test | test here |"];

    [Theory, MemberData(nameof(Lists))]
    public void Every_line_names_tests_that_exist_or_says_why_there_is_none(string header)
    {
        var rows = DocumentTable.Rows(Page, header);

        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            var tests = TestName().Matches(row[^1]).Select(match => match.Groups[1].Value).ToList();
            Assert.True(tests.Count > 0 || row.Any(cell => cell.Contains(NoGroups, StringComparison.Ordinal)), $"{row[0]} names no test.");
            Assert.All(tests, test => Assert.True(Exists(test), $"{row[0]} names {test}, and there is no such test."));
        });
    }

    private static bool Exists(string name) =>
        TestsInRepository.Tests.Keys.Any(test => test == name || test.StartsWith(name + ".", StringComparison.Ordinal));

    [GeneratedRegex(@"`(\w+Tests(?:\.\w+)?)`")]
    private static partial Regex TestName();
}
