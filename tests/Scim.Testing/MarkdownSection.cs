using System.Text.RegularExpressions;

namespace Scim.Testing;

/// <summary>The fenced blocks of a section of a Markdown file.</summary>
public sealed partial class MarkdownSection
{
    private readonly string _text;

    private MarkdownSection(string text) => _text = text;

    /// <summary>The section under a heading of the second level.</summary>
    /// <param name="file">The file, from the root of the repository.</param>
    /// <param name="heading">The heading's text.</param>
    public static MarkdownSection Read(string file, string heading)
    {
        var sections = File.ReadAllText(Path.Combine(Repository.Root, file)).Split("\n## ");
        return new MarkdownSection(sections.Single(section => section.StartsWith($"{heading}\n", StringComparison.Ordinal)));
    }

    /// <summary>The blocks of a language, in order.</summary>
    public IReadOnlyList<string> Blocks(string language) =>
        [.. Fence().Matches(_text).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["body"].Value)];

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<body>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
