using System.Text;
using System.Text.RegularExpressions;

namespace Scim.Testing;

/// <summary>The code in a Markdown file of the repository.</summary>
public sealed partial class MarkdownDocument
{
    private static readonly string[] Folders = ["docs", "samples", "infra", ".github"];

    private readonly List<string> _headings = [];
    private readonly List<MarkdownBlock> _blocks = [];

    private MarkdownDocument(string file)
    {
        File = file;
        Spans = [.. SpansOf(ReadBlocks(System.IO.File.ReadAllLines(Path.Combine(Repository.Root, file))))];
    }

    /// <summary>Every document for readers: those of the root, and those of the folders that are not code.</summary>
    public static IReadOnlyList<MarkdownDocument> All { get; } =
    [
        .. Files(Repository.Root, SearchOption.TopDirectoryOnly)
            .Concat(Folders.SelectMany(folder => Files(Path.Combine(Repository.Root, folder), SearchOption.AllDirectories)))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    /// <summary>Its path from the root of the repository, with slashes.</summary>
    public string File { get; }

    /// <summary>The headings of the second level, in order.</summary>
    public IReadOnlyList<string> Headings => _headings;

    /// <summary>The fenced blocks, in order.</summary>
    public IReadOnlyList<MarkdownBlock> Blocks => _blocks;

    /// <summary>The code outside the fenced blocks, in order.</summary>
    public IReadOnlyList<MarkdownSpan> Spans { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="file">Its path from the root of the repository.</param>
    public static MarkdownDocument Read(string file) => new(file);

    /// <summary>Takes the blocks out; each line of them, and each fence, leaves an empty one.</summary>
    private string ReadBlocks(string[] lines)
    {
        var rest = new StringBuilder();
        (int Line, string Indentation, string Language, StringBuilder Text)? open = null;
        foreach (var (index, line) in lines.Index())
        {
            var fence = Fence().Match(line);
            if (open is { } block)
            {
                if (fence.Success)
                {
                    _blocks.Add(new(_headings.LastOrDefault(""), block.Line, block.Language, block.Text.ToString()));
                    open = null;
                }
                else
                {
                    block.Text.Append(WithoutIndentation(line, block.Indentation)).Append('\n');
                }
            }
            else if (fence.Success)
            {
                open = (index + 1, fence.Groups["indentation"].Value, fence.Groups["language"].Value.Trim(), new());
            }
            else
            {
                if (line.StartsWith("## ", StringComparison.Ordinal)) _headings.Add(line[3..]);
                rest.Append(line);
            }
            rest.Append('\n');
        }
        return open is null ? rest.ToString() : throw new FormatException($"{File}:{open.Value.Line}: the block has no end.");
    }

    private static IEnumerable<MarkdownSpan> SpansOf(string text) =>
        from span in Span().Matches(text)
        let line = text.AsSpan(0, span.Index).Count('\n') + 1
        select new MarkdownSpan(line, LineEnd().Replace(span.Groups["code"].Value, " ").Replace(@"\|", "|", StringComparison.Ordinal));

    private static string WithoutIndentation(string line, string indentation) =>
        line.StartsWith(indentation, StringComparison.Ordinal) ? line[indentation.Length..] : line.TrimStart();

    private static IEnumerable<string> Files(string folder, SearchOption option) =>
        Directory.EnumerateFiles(folder, "*.md", option)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file => !Made().IsMatch(file));

    [GeneratedRegex("^(?<indentation> *)```(?<language>[^`]*)$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?<!`)`(?<code>([^`\n]|\n(?!\s*\n))+)`(?!`)", RegexOptions.ExplicitCapture)]
    private static partial Regex Span();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineEnd();

    [GeneratedRegex("(^|/)(bin|obj|node_modules)/")]
    private static partial Regex Made();
}
