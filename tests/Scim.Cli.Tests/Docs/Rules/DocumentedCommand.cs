using System.Text.RegularExpressions;
using Scim.Cli.Tests.Running;
using Scim.Testing;
using Scim.Testing.Shell;

namespace Scim.Cli.Tests.Docs.Rules;

/// <summary>A command that a document has.</summary>
/// <param name="Place">The file and the line.</param>
/// <param name="Command">The command.</param>
/// <param name="IsWhole">True in a block, where it stands as it is typed; false in a sentence, which may leave out what is meant.</param>
/// <param name="Folder">The folder of the repository that it is given in; empty for the root.</param>
/// <param name="Text">The whole document.</param>
internal sealed partial record DocumentedCommand(string Place, ShellCommand Command, bool IsWhole, string Folder, string Text)
{
    // Its cells have commands without the program.
    private const string TableOfCommands = "docs/commands.md";

    private static readonly HashSet<string> OfTheProgram = [.. CommandTree.Root().Subcommands.Select(command => command.Name)];

    /// <summary>Its words.</summary>
    public IReadOnlyList<string> Words => Command.Words;

    /// <summary>The commands of all documents.</summary>
    /// <exception cref="FormatException">One of them cannot be read.</exception>
    public static IEnumerable<DocumentedCommand> All() => MarkdownDocument.All.SelectMany(Of);

    /// <summary>The commands of a script.</summary>
    /// <param name="place">The file and the line.</param>
    /// <param name="script">The script.</param>
    /// <param name="isWhole">As in the record.</param>
    /// <param name="text">The whole document.</param>
    public static IEnumerable<DocumentedCommand> Read(string place, string script, bool isWhole, string text)
    {
        var folder = "";
        foreach (var command in CommandsOf(place, script))
        {
            yield return new(place, command, isWhole, folder, text);
            if (command.Words is ["cd", var entered]) folder = Path.Combine(folder, entered);
        }
    }

    private static IEnumerable<DocumentedCommand> Of(MarkdownDocument document)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, document.File));
        var blocks = document.Blocks.Where(block => block.Language == "sh")
            .SelectMany(block => Read($"{document.File}:{block.Line}", block.Text, isWhole: true, text));
        var spans = document.Spans.Where(span => IsCommand(span.Text, document.File))
            .SelectMany(span => Alternatives(span.Text).Select(said => (span.Line, Text: IsOfTheProgram(said) ? $"scim {said}" : said)))
            .SelectMany(span => Read($"{document.File}:{span.Line}", span.Text, isWhole: false, text));
        return blocks.Concat(spans);
    }

    private static IReadOnlyList<ShellCommand> CommandsOf(string place, string script)
    {
        try
        {
            return ShellScript.Commands(script);
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"{place}: {wrong.Message}", wrong);
        }
    }

    private static bool IsCommand(string text, string file) =>
        Program().IsMatch(text) || (IsOfTheProgram(text) && (file == TableOfCommands || text.Contains(" --", StringComparison.Ordinal)));

    private static bool IsOfTheProgram(string text) => OfTheProgram.Contains(text.Split(' ')[0]);

    /// <summary>What <c>a (b | c)</c> stands for: <c>a b</c> and <c>a c</c>.</summary>
    private static IEnumerable<string> Alternatives(string text) =>
        Choice().Match(text) is { Success: true } choice
            ? choice.Groups["all"].Value.Split(" | ").Select(one => text.Replace(choice.Value, one, StringComparison.Ordinal))
            : [text];

    [GeneratedRegex(@"^(([A-Z][A-Z_0-9]*=\S+( |$))+|(scim|dotnet|curl|azd|az|git|npm|npx|func) \S|\.(ci|github)/\w+[^/]*$)")]
    private static partial Regex Program();

    [GeneratedRegex(@"\((?<all>[^()]+ \| [^()]+)\)")]
    private static partial Regex Choice();
}
