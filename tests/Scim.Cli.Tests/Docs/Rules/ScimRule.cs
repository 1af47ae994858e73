using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Scim.Cli.Tests.Running;

namespace Scim.Cli.Tests.Docs.Rules;

/// <summary>The operator's commands are parsed by the command line itself.</summary>
internal static partial class ScimRule
{
    private static readonly RootCommand Root = CommandTree.Root();

    public static string? Fault(DocumentedCommand command) => Fault(command, [.. command.Words.Skip(1)]);

    /// <summary>What is wrong with the words behind <c>scim</c>.</summary>
    public static string? Fault(DocumentedCommand command, IReadOnlyList<string> words)
    {
        var line = Root.Parse([.. words.Select(word => command.IsWhole ? word : Number().Replace(word, "5"))]);
        var wrong = line.Errors.Where(error => command.IsWhole || IsSaid(error)).Select(error => error.Message)
            .Concat(line.UnmatchedTokens.Select(word => $"'{word}' is not known."));
        return string.Join(' ', wrong.Distinct()) is { Length: > 0 } all ? $"{all} See: scim --help" : null;
    }

    /// <summary>True if what is wrong was said; false if it was left out.</summary>
    private static bool IsSaid(ParseError error) => error.SymbolResult is OptionResult or ArgumentResult && error.SymbolResult.Tokens.Count > 0;

    /// <summary>The letters that stand for a number.</summary>
    [GeneratedRegex("^[BNR]$")]
    private static partial Regex Number();
}
