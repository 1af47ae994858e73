using System.Text.RegularExpressions;

namespace Scim.Conformance.Tests.Docs;

/// <summary>The repository that this test was built from.</summary>
internal static partial class TestsInRepository
{
    /// <summary>Its root: where the solution lies, upwards of this assembly.</summary>
    public static string Root => Testing.Repository.Root;

    /// <summary>Every test in it: <c>Class.Method</c>, and the project it lies in.</summary>
    public static IReadOnlyDictionary<string, string> Tests { get; } =
        Directory.EnumerateDirectories(Path.Combine(Root, "tests"))
            .SelectMany(project => Sources(project).SelectMany(file => TestsIn(File.ReadAllText(file)))
                .Select(test => (Test: test, Project: Path.GetFileName(project))))
            .DistinctBy(found => found.Test)
            .ToDictionary(found => found.Test, found => found.Project);

    private static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
            .Where(file => !BuildOutput().IsMatch(Path.GetRelativePath(project, file)));

    /// <summary>A method is a test if it is the first one after a <c>[Fact]</c> or <c>[Theory]</c>.</summary>
    private static HashSet<string> TestsIn(string source)
    {
        var tests = new HashSet<string>();
        var (type, isTest) = ("", false);
        foreach (Match declaration in Declaration().Matches(source))
        {
            if (declaration.Groups["type"] is { Success: true } found)
                type = found.Value;
            else if (!declaration.Groups["method"].Success)
                isTest = true;
            else if (isTest)
                (isTest, _) = (false, tests.Add($"{type}.{declaration.Groups["method"].Value}"));
        }
        return tests;
    }

    [GeneratedRegex(@"\[(Fact|Theory)\b|class (?<type>\w+)|public (static |async )*[\w<>\[\]?]+ (?<method>\w+)\(")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^(bin|obj)[/\\]")]
    private static partial Regex BuildOutput();
}
