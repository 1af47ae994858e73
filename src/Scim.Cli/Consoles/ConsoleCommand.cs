using System.CommandLine;
using System.Globalization;
using System.Net.Sockets;
using Scim.Cli.Clients;
using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Console;
using Scim.Operations.Accounts;

namespace Scim.Cli.Consoles;

/// <summary><c>scim console</c>: the web application for operators, until Ctrl-C.</summary>
internal static class ConsoleCommand
{
    private static readonly IReadOnlyList<Column<string>> Columns = [new("address", address => address)];

    public static Command Create(CommandRunner runner)
    {
        var baseUrl = new BaseUrlOption(runner.Settings);
        var port = new Option<int>("--port")
        {
            Description = "The port on 127.0.0.1. Default: one that is free.",
            HelpName = "PORT",
            CustomParser = result =>
            {
                if (result.Tokens is [var token]
                    && ushort.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
                    return number;
                result.AddError("--port takes a number from 1 to 65535.");
                return 0;
            },
        };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Do not open a browser." };
        var readOnly = new Option<bool>("--read-only") { Description = "Show everything, and change nothing." };
        var command = new CommandWithExamples(
            "console",
            "Serves a web application on this machine alone that shows and does what the other commands do.",
            "scim console",
            "scim console --read-only --port 8080 --no-browser")
        {
            port, noBrowser, readOnly,
        };
        baseUrl.AddTo(command);
        runner.On(command, (line, session) =>
        {
            var options = new ConsoleOptions(session.Storage)
            {
                Port = line.GetValue(port),
                IsReadOnly = line.GetValue(readOnly),
                Service = baseUrl.Of(line),
                AdviceFor = session.AdviceFor,
            };
            return ServeAsync(session, options, opensBrowser: !line.GetValue(noBrowser));
        });
        return command;
    }

    private static async Task ServeAsync(Session session, ConsoleOptions options, bool opensBrowser)
    {
        // A storage that does not answer, or lets nobody in, is told here rather than on every page.
        await session.Get<AccountOperations>().ListActiveAsync(session.Stop).AnyAsync(session.Stop);
        await using var server = await StartAsync(session, options);
        var address = server.NewOneTimeAddress();
        Print(session, address);
        session.Say("The address opens the console once, within 10 minutes. Enter prints a new one, Ctrl-C ends the console.");
        if (opensBrowser && !Browser.TryOpen(address)) session.Say("No browser could be opened: open the address yourself.");
        await PrintOnEnterAsync(session, server);
    }

    private static async Task<ConsoleServer> StartAsync(Session session, ConsoleOptions options)
    {
        try
        {
            return await ConsoleServer.StartAsync(session.Services, options, session.Stop);
        }
        catch (IOException)
        {
            throw new CliException($"The port {options.Port} is taken. End what listens there, or choose another with --port.");
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new CliException($"This user may not listen on the port {options.Port}. Choose another with --port.");
        }
    }

    private static async Task PrintOnEnterAsync(Session session, ConsoleServer server)
    {
        try
        {
            await EnterKey.FollowAsync(
                session.OpenInput(), () => Print(session, server.NewOneTimeAddress()), session.Time, session.Stop);

            // Nobody can press Enter any more.
            await Task.Delay(Timeout.InfiniteTimeSpan, session.Time, session.Stop);
        }
        catch (OperationCanceledException) when (session.Stop.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private static void Print(Session session, string address)
    {
        if (session.Answers.AsJson) session.Answers.Item(address, Columns);
        else session.Answers.Line(address);
    }
}
