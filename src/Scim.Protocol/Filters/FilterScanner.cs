using System.Buffers;
using System.Text.Json;
using Scim.Protocol.Errors;

namespace Scim.Protocol.Filters;

/// <summary>Takes the words, signs and literals of a filter one after the other, and knows where it is.</summary>
internal sealed class FilterScanner(string text, int position)
{
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\r\n()[]\"");

    /// <summary>The index of the next character.</summary>
    public int Position { get; private set; } = position;

    public bool AtEnd => Position >= text.Length;

    private ReadOnlySpan<char> Rest => text.AsSpan(Position);

    public void SkipSpace()
    {
        while (!AtEnd && text[Position] is ' ' or '\t' or '\r' or '\n')
            Position++;
    }

    public bool TryTake(char sign)
    {
        if (AtEnd || text[Position] != sign)
            return false;
        Position++;
        return true;
    }

    public bool TryTakeKeyword(string keyword)
    {
        if (!PeekWord().Equals(keyword, StringComparison.OrdinalIgnoreCase))
            return false;
        Position += keyword.Length;
        return true;
    }

    /// <summary>The characters up to a space, a bracket, a parenthesis or a quote; empty if one of these comes next.</summary>
    public ReadOnlySpan<char> TakeWord()
    {
        var word = PeekWord();
        Position += word.Length;
        return word;
    }

    /// <summary>A JSON string, or a bare word: <c>true</c>, a number, or text that a connector did not quote.</summary>
    public FilterLiteral TakeLiteral()
    {
        if (!AtEnd && text[Position] == '"')
            return new FilterLiteral(TakeString(), Quoted: true);
        var start = Position;
        var word = TakeWord();
        if (word.IsEmpty || word[0] == '\'')
            throw Error(start, "expected a value: text in double quotes, a number, true, false or null");
        return new FilterLiteral(word.ToString(), Quoted: false);
    }

    public static ScimException Error(int at, string what) =>
        new(ScimError.InvalidFilter($"The filter is not valid at position {at + 1}: {what}."));

    private ReadOnlySpan<char> PeekWord()
    {
        var end = Rest.IndexOfAny(WordEnds);
        return end < 0 ? Rest : Rest[..end];
    }

    private string TakeString()
    {
        var start = Position++;
        while (!AtEnd && text[Position] != '"')
            Position += text[Position] == '\\' ? 2 : 1;
        if (AtEnd)
            throw Error(start, "the text that begins here has no closing quote");
        Position++;
        return Unescaped(start);
    }

    private string Unescaped(int start)
    {
        var quoted = text.AsMemory(start, Position - start);
        try
        {
            using var json = JsonDocument.Parse(quoted);
            return json.RootElement.GetString()!; // Text in quotes is a JSON string, never null.
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            throw Error(start, "the text that begins here is no JSON string; check its escapes");
        }
    }
}
