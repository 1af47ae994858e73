using System.CommandLine;
using System.Globalization;
using Scim.Cli.Clients;
using Scim.Cli.Running;
using Scim.Operations.Streams;
using Scim.Provisioning.Streams;

namespace Scim.Cli.Streams;

/// <summary><c>scim stream</c>: the streams of events by which an application behind the service learns of changes.</summary>
internal static class StreamCommands
{
    public static Command Create(CommandRunner runner) => new("stream", "Streams of events: what changes of users, for an application.")
    {
        StreamCreationCommand.Create(runner),
        List(runner),
        Show(runner),
        ToStatus(runner, "pause", StreamStatus.Paused, "Holds the events of a stream; they go on being made."),
        ToStatus(runner, "resume", StreamStatus.Enabled, "Hands out what a paused stream has held."),
        ToStatus(runner, "disable", StreamStatus.Disabled, "Ends the making of events and drops those that wait."),
        ToStatus(runner, "enable", StreamStatus.Enabled, "Lets a disabled stream begin anew, 60 s later."),
        Verify(runner),
        StreamReplayCommand.Create(runner),
        Redeliver(runner),
        Delete(runner),
        SigningKeyCommands.Create(runner),
    };

    private static CommandWithExamples List(CommandRunner runner)
    {
        var account = Names.AccountOption("Only those of this account.", required: false);
        var command = new CommandWithExamples(
            "list", "Lists streams.", "scim stream list --account acme", "scim stream list --json") { account };
        runner.On(command, async (line, session) => session.Answers.List(
            await session.Get<StreamOperations>().ListAsync(
                line.GetResult(account) is null ? null : line.GetValue(account), session.Stop),
            StreamReport.Listed));
        return command;
    }

    private static CommandWithExamples Show(CommandRunner runner)
    {
        var (account, stream) = (StreamNames.Account(), StreamNames.Stream());
        var aside = new Option<bool>("--set-aside") { Description = "List the events that the receiver refused for good, and why." };
        var baseUrl = new BaseUrlOption(runner.Settings);
        var command = new CommandWithExamples(
            "show",
            "Shows a stream: what waits, how the delivery goes, what was lost.",
            $"scim stream show --account acme {StreamNames.Example}",
            $"scim stream show --account acme {StreamNames.Example} --set-aside --json")
        {
            account, stream, aside,
        };
        baseUrl.AddTo(command);
        runner.On(command, async (line, session) =>
        {
            var (name, id, streams) = (line.GetValue(account), line.GetValue(stream), session.Get<StreamOperations>());
            if (line.GetValue(aside))
                session.Answers.List(await streams.ListSetAsideAsync(name, id, session.Stop), StreamReport.SetAside);
            else
                Tell(await streams.DescribeAsync(name, id, session.Stop));

            void Tell(StreamState state)
            {
                session.Answers.Item(state, StreamReport.State(baseUrl.Of(line)));
                if (state.IsUnfinished)
                {
                    session.Say(
                        "Its last change was broken off. To finish it: "
                        + $"scim stream {StreamReport.Finishing(state.Stream)} --account {name} {id}");
                }
            }
        });
        return command;
    }

    private static CommandWithExamples ToStatus(CommandRunner runner, string name, StreamStatus status, string description)
    {
        var (account, stream) = (StreamNames.Account(), StreamNames.Stream());
        var reason = new Option<string>("--reason") { Description = "Why, which the receiver is told.", HelpName = "TEXT" };
        var command = new CommandWithExamples(
            name, description, $"scim stream {name} --account acme {StreamNames.Example} --reason maintenance")
        {
            account, stream, reason,
        };
        runner.On(command, async (line, session) =>
        {
            var (of, id, streams) = (line.GetValue(account), line.GetValue(stream), session.Get<StreamOperations>());
            if (status == StreamStatus.Disabled)
            {
                var state = await streams.DescribeAsync(of, id, session.Stop);
                if (state.Backlog > 0)
                    session.Confirm(string.Create(CultureInfo.InvariantCulture, $"{state.Backlog} events wait and are dropped."));
            }
            var changed = await streams.SetStatusAsync(of, id, status, line.GetValue(reason), session.Stop);
            session.Answers.Item(changed, StreamReport.Line);
            if (changed.Setting is not null && changed.From > session.Time.GetUtcNow())
                session.Say(string.Create(
                    CultureInfo.InvariantCulture, $"It has the changes that are made after {changed.From.UtcDateTime:HH:mm:ss} UTC."));
        });
        return command;
    }

    private static CommandWithExamples Verify(CommandRunner runner)
    {
        var (account, stream) = (StreamNames.Account(), StreamNames.Stream());
        var state = new Option<string>("--state") { Description = "What the event brings with it, to know it by.", HelpName = "TEXT" };
        var command = new CommandWithExamples(
            "verify",
            "Sends the receiver a verification event.",
            $"scim stream verify --account acme {StreamNames.Example} --state hello")
        {
            account, stream, state,
        };
        runner.On(command, async (line, session) =>
        {
            var (name, id) = (line.GetValue(account), line.GetValue(stream));
            var sent = await session.Get<StreamOperations>().VerifyAsync(name, id, line.GetValue(state), session.Stop);
            session.Answers.Item(sent, [new("event", told => told.ToString())]);
            session.Say($"It has arrived once it no longer waits: scim stream show --account {name} {id}");
        });
        return command;
    }

    private static CommandWithExamples Redeliver(CommandRunner runner)
    {
        var (account, stream) = (StreamNames.Account(), StreamNames.Stream());
        var only = StreamNames.Event("Only this event. Default: all that were set aside.");
        var command = new CommandWithExamples(
            "redeliver",
            "Takes up the events that the receiver refused for good.",
            $"scim stream redeliver --account acme {StreamNames.Example}",
            $"scim stream redeliver --account acme {StreamNames.Example} --event 01976c5e-2f00-7000-8000-000000000000.0")
        {
            account, stream, only,
        };
        runner.On(command, async (line, session) =>
        {
            var taken = await session.Get<StreamOperations>().RedeliverAsync(
                line.GetValue(account), line.GetValue(stream), line.GetValue(only), session.Stop);
            session.Answers.Item(taken, [new("redelivered", count => count)]);
        });
        return command;
    }

    private static CommandWithExamples Delete(CommandRunner runner)
    {
        var (account, stream) = (StreamNames.Account(), StreamNames.Stream());
        var command = new CommandWithExamples(
            "delete", "Deletes a stream with what waits in it.", $"scim stream delete --account acme {StreamNames.Example} --yes")
        {
            account, stream,
        };
        runner.On(command, async (line, session) =>
        {
            var (name, id, streams) = (line.GetValue(account), line.GetValue(stream), session.Get<StreamOperations>());
            var state = await streams.DescribeAsync(name, id, session.Stop);
            session.Confirm(string.Create(
                CultureInfo.InvariantCulture, $"The stream and the {state.Backlog} events that wait in it are deleted for good."));
            session.Answers.Item(await streams.DeleteAsync(name, id, session.Stop), StreamReport.Line);
            session.Say("Until the service has removed what may still be written within a minute, stream list shows it as deleting.");
        });
        return command;
    }
}
