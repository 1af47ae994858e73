using System.Buffers;
using System.Text;

namespace Scim.Protocol.Resources;

/// <summary>
/// Goes through JSON that the service wrote itself: without spaces between its parts, and without escapes in names. What is passed over is
/// not looked at beyond where it ends. Each method says false for what is not so.
/// </summary>
/// <param name="json">The JSON as UTF-8.</param>
internal ref struct StoredJson(ReadOnlySpan<byte> json)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly SearchValues<byte> OfLiterals = SearchValues.Create("+-.0123456789Eaeflnrstu"u8);

    private readonly ReadOnlySpan<byte> _json = json;
    private int _at;

    /// <summary>Whether a byte is next. If so it is passed.</summary>
    public bool TryPass(char expected)
    {
        if (!IsNext(expected))
            return false;
        _at++;
        return true;
    }

    /// <summary>Whether a byte is next.</summary>
    public readonly bool IsNext(char expected) => _at < _json.Length && _json[_at] == expected;

    /// <summary>Reads a member's name up to its value.</summary>
    public bool TryReadName(out ReadOnlySpan<byte> name) => TryReadPlain(out name) && TryPass(':');

    /// <summary>Reads a text in which nothing is escaped. Where it is not that, the place stays.</summary>
    public bool TryReadText(out string text)
    {
        var isPlain = TryReadPlain(out var plain);
        text = Strict.GetString(plain);
        return isPlain;
    }

    /// <summary>Passes a value of any kind.</summary>
    /// <param name="value">The value as it is written.</param>
    public bool TryPassValue(out ReadOnlySpan<byte> value)
    {
        value = default;
        var start = _at;
        if (!(IsNext('"') || IsNext('{') || IsNext('[') ? TryPassNested() : TryPassLiteral()))
            return false;
        value = _json[start.._at];
        return true;
    }

    private bool TryReadPlain(out ReadOnlySpan<byte> plain)
    {
        plain = default;
        if (!IsNext('"'))
            return false;
        var length = _json[(_at + 1)..].IndexOfAny((byte)'"', (byte)'\\');
        if (length < 0 || _json[_at + 1 + length] != '"')
            return false;
        plain = _json.Slice(_at + 1, length);
        _at += length + 2;
        return true;
    }

    /// <summary>Passes a text, or an object or array with all that is in it.</summary>
    private bool TryPassNested()
    {
        var depth = 0;
        while (_at < _json.Length)
        {
            switch (_json[_at++])
            {
                case (byte)'"' when !TryPassRestOfText():
                    return false;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    break;
            }
            if (depth == 0)
                return true;
        }
        return false;
    }

    private bool TryPassRestOfText()
    {
        while (_at < _json.Length)
        {
            var found = _json[_at..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0)
                return false;
            _at += found + 1;
            if (_json[_at - 1] == '"')
                return true;
            _at++; // What is escaped.
        }
        return false;
    }

    /// <summary>Passes a number, true, false or null.</summary>
    private bool TryPassLiteral()
    {
        var length = _json[_at..].IndexOfAnyExcept(OfLiterals);
        if (length <= 0)
            return false;
        _at += length;
        return true;
    }
}
