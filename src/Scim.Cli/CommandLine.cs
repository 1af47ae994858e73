using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Configuration;
using Scim.Cli.Accounts;
using Scim.Cli.Audit;
using Scim.Cli.Checks;
using Scim.Cli.Clients;
using Scim.Cli.Consoles;
using Scim.Cli.Output;
using Scim.Cli.Pruning;
using Scim.Cli.Requests;
using Scim.Cli.Running;
using Scim.Cli.Schemas;
using Scim.Cli.Streams;
using Scim.Cli.Tokens;
using Scim.Cli.Users;
using Scim.Cli.Verifying;
using Scim.Operations.Files;

namespace Scim.Cli;

/// <summary>The whole command line.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="terminal">Where it writes and whom it may ask.</param>
    /// <param name="settings">The settings of the environment.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The exit code: 0, 1 for a failure, 2 for wrong use.</returns>
    public static async Task<int> RunAsync(
        string[] args, Terminal terminal, IConfiguration settings, TimeProvider time, CancellationToken stop)
    {
        // Without a command there is nothing to do but to say what there is.
        var line = Create(new CommandRunner(terminal, settings, time)).Parse(args.Length == 0 ? ["--help"] : args);
        var (output, error) = (terminal.Out.Profile.Out.Writer, terminal.Error.Profile.Out.Writer);
        List<string> faults = [.. OptionsAmongArguments(line)];
        if (faults.Count == 0) faults.AddRange(line.Errors.Select(wrong => wrong.Message));
        if (faults.Count > 0 && line.Action is not HelpWithExamples)
        {
            foreach (var fault in faults) await error.WriteLineAsync(VisibleText.Of(fault));
            await error.WriteLineAsync($"See: {CallOf(line.CommandResult.Command)} --help");
            return ExitCode.WrongUse;
        }
        var invocation = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        if (line.CommandResult.Command is CommandWithExamples command) invocation.ProcessTerminationTimeout = command.TimeToStop;
        try
        {
            var exitCode = await line.InvokeAsync(invocation, stop);
            return args.Length == 0 ? ExitCode.WrongUse : exitCode;
        }
        catch (Exception failure) when (OutputFailure.Is(failure))
        {
            OutputFailure.TrySay(error, OutputFailure.InWords(failure));
            return ExitCode.Failed;
        }
    }

    /// <summary>Every command, for those who want to know what there is.</summary>
    internal static RootCommand Create(CommandRunner runner)
    {
        var root = new RootCommand("The operator's command line of Scim.")
        {
            AccountCommands.Create(runner),
            SchemaCommands.Create(runner),
            StreamCommands.Create(runner),
            ClientCommands.Create(runner),
            TokenCommands.Create(runner),
            RequestCommands.Create(runner),
            AuditCommand.Create(runner),
            CheckCommand.Create(runner),
            PruneCommand.Create(runner),
            UserCommands.Create(runner),
            SeedCommand.Create(runner),
            ConsoleCommand.Create(runner),
            VerifyCommand.Create(runner),
        };
        runner.AddOptionsTo(root);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!); // The library sets it.
        return root;
    }

    /// <summary>What the library takes for the value of an argument, and who wrote it most likely meant as an option.</summary>
    private static IEnumerable<string> OptionsAmongArguments(ParseResult line) =>
        line.Tokens.Any(token => token.Type == TokenType.DoubleDash)
            ? []
            : line.CommandResult.Children.OfType<ArgumentResult>()
                .SelectMany(argument => argument.Tokens)
                .Where(token => token.Value.StartsWith("--", StringComparison.Ordinal))
                .Select(token => $"There is no option '{token.Value}' here. If it is a value, write -- before it.");

    private static string CallOf(Command command) =>
        string.Join(' ', command.Parents.OfType<Command>().Select(CallOf).Append(command is RootCommand ? "scim" : command.Name));
}
