using System.Text.RegularExpressions;
using Scim.Testing;

namespace Scim.Console.Tests.Browsing;

/// <summary>The pictures of <c>docs/console.md</c>.</summary>
public sealed partial class PicturesDocumentTests
{
    private static readonly string Docs = Path.Combine(Repository.Root, "docs");

    [Fact]
    public void Each_picture_that_is_shown_is_there_light_and_dark_and_no_other()
    {
        var shown = Shown().Matches(File.ReadAllText(Path.Combine(Docs, "console.md"))).Select(picture => picture.Groups[1].Value).ToList();
        var kept = Directory.EnumerateFiles(Path.Combine(Docs, "console"), "*.png").Select(Path.GetFileName).OfType<string>();

        Assert.Equal(kept.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        Assert.All(
            shown.Where(name => name.EndsWith("-light.png", StringComparison.Ordinal)),
            name => Assert.Contains(name.Replace("-light.png", "-dark.png", StringComparison.Ordinal), shown));
        Assert.All(SeededConsole.Shown, name => Assert.Contains($"{name}-light.png", shown));
    }

    [GeneratedRegex(@"\(console/([a-z-]+\.png)\)", RegexOptions.None, 1_000)]
    private static partial Regex Shown();
}
