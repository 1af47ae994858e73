using System.Text.RegularExpressions;
using Scim.Testing;

namespace Scim.Architecture.Tests;

/// <summary>What docs/architecture.md names is there.</summary>
public sealed partial class ArchitectureDocumentTests
{
    [Fact]
    public void Every_file_and_folder_that_it_names_exists()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));

        var paths = Paths().Matches(text).Select(path => path.Groups["path"].Value).Distinct().ToList();

        Assert.True(paths.Count > 40);
        Assert.DoesNotContain(paths, path => !Path.Exists(Path.Combine(Repository.Root, path)));
    }

    [Fact]
    public void The_picture_has_every_project_and_no_other()
    {
        var picture = Assert.Single(MarkdownSection.Read("docs/architecture.md", "The projects").Blocks(""));

        Assert.Equal(
            Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName).Order(),
            Project().Matches(picture).Select(project => project.Value).Order());
    }

    [GeneratedRegex(@"\bScim(\.\w+)+")]
    private static partial Regex Project();

    [GeneratedRegex("`(?<path>(src|tests|docs)/[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Paths();
}
