namespace Scim.Testing;

/// <summary>A fenced block of a Markdown file.</summary>
/// <param name="Section">The heading of the second level that it stands under; empty before the first one.</param>
/// <param name="Line">The line of the file that opens it, from 1.</param>
/// <param name="Language">The word behind the fence; empty if there is none.</param>
/// <param name="Text">What is in it, without the indentation of the fence.</param>
public sealed record MarkdownBlock(string Section, int Line, string Language, string Text);
