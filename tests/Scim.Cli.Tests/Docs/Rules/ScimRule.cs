using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Scim.Cli.Tests.Running;

namespace Scim.Cli.Tests.Docs.Rules;

/// <summary>The operator's commands are parsed by the command line itself.</summary>
internal static partial class ScimRule
{
    private static readonly RootCommand Root = CommandTree.Root();

    public static string? Fault(DocumentedCommand command) => Fault([.. command.Words.Skip(1)], command.IsWhole);

    /// <summary>What is wrong with the words behind <c>scim</c>; unless they are the whole command, not what is left out.</summary>
    public static string? Fault(IReadOnlyList<string> words, bool isWhole)
    {
        var line = Root.Parse([.. words.Select((word, index) => StandIn(word, index == 0 ? "" : words[index - 1]))]);
        var wrong = line.Errors.Where(error => isWhole || IsSaid(error)).Select(error => error.Message)
            .Concat(line.UnmatchedTokens.Concat(OptionsAsValues(line)).Select(word => $"'{word}' is not known."));
        return string.Join(' ', wrong.Distinct()) is { Length: > 0 } all ? $"{all} See: scim --help" : null;
    }

    /// <summary>Unknown options that fill the place of an argument which was left out.</summary>
    private static IEnumerable<string> OptionsAsValues(ParseResult line) => line.Tokens
        .Where(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))
        .Select(token => token.Value);

    /// <summary>True if what is wrong was said; false if it was left out.</summary>
    private static bool IsSaid(ParseError error) =>
        error.SymbolResult is OptionResult or ArgumentResult && error.SymbolResult.Tokens.Count > 0;

    /// <summary>A word, or what the command takes for the capitals that stand for something of the reader's.</summary>
    private static string StandIn(string word, string before) => word switch
    {
        _ when !Placeholder().IsMatch(word) => word,
        "A" => "acme",
        "B" when before == "--account" => "acme",
        "B" or "N" or "R" => "5",
        "BASE" or "I" or "URL" => "https://scim.example.com",
        "STREAM" => Guid.Empty.ToString("n"),
        _ => word.ToLowerInvariant(),
    };

    [GeneratedRegex("^[A-Z][A-Z_]*$")]
    private static partial Regex Placeholder();
}
