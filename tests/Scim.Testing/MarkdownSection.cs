namespace Scim.Testing;

/// <summary>The fenced blocks of a section of a Markdown file.</summary>
public sealed class MarkdownSection
{
    private readonly IReadOnlyList<MarkdownBlock> _blocks;

    private MarkdownSection(IReadOnlyList<MarkdownBlock> blocks) => _blocks = blocks;

    /// <summary>The section under a heading of the second level.</summary>
    /// <param name="file">The file, from the root of the repository.</param>
    /// <param name="heading">The heading's text.</param>
    public static MarkdownSection Read(string file, string heading)
    {
        var document = MarkdownDocument.Read(file);
        return document.Headings.Count(found => found == heading) == 1
            ? new MarkdownSection([.. document.Blocks.Where(block => block.Section == heading)])
            : throw new FormatException($"{file} has no heading '{heading}', or several.");
    }

    /// <summary>The blocks of a language, in order.</summary>
    public IReadOnlyList<string> Blocks(string language) =>
        [.. _blocks.Where(block => block.Language == language).Select(block => block.Text)];
}
