using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Scim.Cli.Running;

namespace Scim.Cli.Tests.Running;

/// <summary>Every command that does something, so that no test forgets a new one.</summary>
internal static class CommandTree
{
    /// <summary>The commands as they are written behind <c>scim</c>.</summary>
    public static IEnumerable<string> Paths => Leaves(Root()).Select(PathOf);

    /// <summary>Those of them that work on storage.</summary>
    public static IEnumerable<string> OnStorage => Paths.Where(path => Find(path).UsesStorage);

    /// <summary>A whole command line.</summary>
    public static RootCommand Root()
    {
        var terminal = new Terminal(Terminal.For(TextWriter.Null, true), Terminal.For(TextWriter.Null, true), CanAsk: false);
        return CommandLine.Create(new CommandRunner(terminal, new ConfigurationBuilder().Build(), TimeProvider.System));
    }

    /// <summary>The command of a path.</summary>
    public static CommandWithExamples Find(string path) =>
        Assert.IsType<CommandWithExamples>(Leaves(Root()).Single(leaf => PathOf(leaf) == path));

    // A command that does something may have others below it.
    private static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.SelectMany(Leaves).Concat(command.Action is null ? [] : [command]);

    private static string PathOf(Command command) => string.Join(
        ' ', command.Parents.OfType<Command>().Where(parent => parent is not RootCommand).Select(PathOf).Append(command.Name));
}
