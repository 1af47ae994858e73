namespace Scim.Testing;

/// <summary>Code within a sentence or a cell of a Markdown file.</summary>
/// <param name="Line">The line of the file that it begins in, from 1.</param>
/// <param name="Text">What stands between the backticks, on one line.</param>
public sealed record MarkdownSpan(int Line, string Text);
