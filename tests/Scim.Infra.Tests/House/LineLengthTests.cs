using System.Text.RegularExpressions;
using Scim.Testing;

namespace Scim.Infra.Tests.House;

/// <summary>The length of lines, which no analyzer holds: <c>max_line_length</c> of .editorconfig is a hint to editors only.</summary>
public sealed partial class LineLengthTests
{
    private const int Most = 140;

    private static readonly string[] Folders = [".ci", ".github", "infra", "samples", "src", "tests"];

    [Fact]
    public void Lines_end_at_140_columns()
    {
        var files = Sources().ToList();

        Assert.Contains("tests/Scim.Infra.Tests/House/LineLengthTests.cs", files);
        Assert.Contains("Directory.Build.props", files);
        var tooLong = files.SelectMany(LongLines).ToList();
        Assert.True(tooLong.Count == 0, $"Lines of over {Most} columns:\n{string.Join('\n', tooLong)}");
    }

    [Fact]
    public void Editors_are_told_the_same_length() =>
        Assert.Contains(
            $"max_line_length = {Most}",
            File.ReadAllLines(Path.Combine(Repository.Root, ".editorconfig")).Select(line => line.Trim()));

    private static IEnumerable<string> LongLines(string file) => File.ReadLines(Path.Combine(Repository.Root, file))
        .Select((line, index) => (Text: $"{file}:{index + 1}", line.Length))
        .Where(line => line.Length > Most)
        .Select(line => line.Text);

    /// <summary>Code, scripts and project files by their path from the root, but for what a build or npm writes.</summary>
    private static IEnumerable<string> Sources() => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(Repository.Root))
        .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
        .Where(file => Code().IsMatch(file) && !Generated().IsMatch(file));

    [GeneratedRegex(@"\.(cs|csproj|props|targets|sh|ps1)$|^\.ci/run$")]
    private static partial Regex Code();

    [GeneratedRegex(@"(^|/)(bin|obj|node_modules)/|\.g\.cs$")]
    private static partial Regex Generated();
}
