using System.Text;
using System.Text.RegularExpressions;

namespace Scim.Testing.Shell;

/// <summary>
/// Reads the commands of a script for a POSIX shell, also those of its functions, subshells and substitutions, without running them.
/// It knows what documents use: no redirection, no here-document, no control structure.
/// </summary>
public sealed partial class ShellScript
{
    private readonly string _text;
    private readonly List<ShellCommand> _commands = [];
    private int _at;

    private ShellScript(string text) => _text = text;

    /// <summary>The commands; one that another's words contain comes before it.</summary>
    /// <exception cref="FormatException">It has what this does not know, or an end is missing.</exception>
    public static IReadOnlyList<ShellCommand> Commands(string text)
    {
        var script = new ShellScript(text);
        script.ReadList(inside: false);
        return script._commands;
    }

    private void ReadList(bool inside)
    {
        List<string> words = [];
        StringBuilder? word = null;
        while (_at < _text.Length)
        {
            var mark = _text[_at++];
            switch (mark)
            {
                case ' ' or '\t':
                    EndWord();
                    break;
                case '(' when word is not null && _at < _text.Length && _text[_at] == ')':
                    (word, _at) = (null, _at + 1); // The name of a function.
                    break;
                case '\n' or ';' or '|' or '&':
                    EndCommand();
                    break;
                case '(':
                    EndCommand();
                    ReadList(inside: true);
                    break;
                case ')' when inside:
                    EndCommand();
                    return;
                case '\\' when _at < _text.Length && _text[_at] == '\n':
                    _at++;
                    break;
                case '#' when word is null:
                    _at = _text.IndexOf('\n', _at) is var end and >= 0 ? end : _text.Length;
                    break;
                case ')' or '<' or '>':
                    throw new FormatException($"'{mark}' is not known here.");
                default:
                    ReadPart(mark, word ??= new());
                    break;
            }
        }
        EndCommand();
        if (inside) throw new FormatException("')' is missing.");

        void EndWord()
        {
            if (word is not null) words.Add(word.ToString());
            word = null;
        }

        void EndCommand()
        {
            EndWord();
            words.RemoveAll(found => found is "{" or "}");
            if (words.Count > 0) _commands.Add(CommandOf(words));
            words = [];
        }
    }

    /// <summary>Reads what begins with a mark and belongs to a word.</summary>
    private void ReadPart(char mark, StringBuilder word)
    {
        switch (mark)
        {
            case '\\':
                word.Append(Next(mark));
                break;
            case '\'':
                for (var inner = Next(mark); inner != mark; inner = Next(mark)) word.Append(inner);
                break;
            case '"':
                for (var inner = Next(mark); inner != mark; inner = Next(mark))
                {
                    if (inner == '\\' && Next(mark) is var escaped)
                        word.Append(escaped is '"' or '\\' or '$' or '`' ? "" : "\\").Append(escaped);
                    else if (inner == '$') ReadPart(inner, word);
                    else word.Append(inner);
                }
                break;
            case '$' when _at < _text.Length && _text[_at] == '(':
                var start = _at++;
                ReadList(inside: true);
                word.Append('$').Append(_text, start, _at - start);
                break;
            default:
                word.Append(mark);
                break;
        }
    }

    private char Next(char opened) => _at < _text.Length ? _text[_at++] : throw new FormatException($"The end of {opened} is missing.");

    private static ShellCommand CommandOf(List<string> words)
    {
        var settings = words.Select(word => Setting().Match(word)).TakeWhile(match => match.Success)
            .Select(match => (match.Groups["name"].Value, match.Groups["value"].Value))
            .ToList();
        return new ShellCommand(settings, words[settings.Count..]);
    }

    [GeneratedRegex("^(?<name>[A-Za-z_][A-Za-z_0-9]*)=(?<value>.*)$", RegexOptions.Singleline)]
    private static partial Regex Setting();
}
