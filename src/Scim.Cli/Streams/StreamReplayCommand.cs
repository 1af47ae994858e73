using System.CommandLine;
using System.Globalization;
using Scim.Cli.Running;
using Scim.Operations.Streams;

namespace Scim.Cli.Streams;

/// <summary><c>scim stream replay</c>: tells the receiver every user anew.</summary>
internal static class StreamReplayCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (account, stream) = (StreamNames.Account(), StreamNames.Stream());
        var resume = new Option<bool>("--resume") { Description = "Go on where the last replay was broken off, if one was." };
        var noWait = new Option<bool>("--no-wait")
        {
            Description = "Where it would wait for the stream's beginning or its receiver, end and say how to go on.",
        };
        var command = new CommandWithExamples(
            "replay",
            "Sends every user as a creation, for a receiver that is new or has lost events. It waits for the stream's beginning and "
            + "for its receiver.",
            $"scim stream replay --account acme {StreamNames.Example}",
            $"scim stream replay --account acme {StreamNames.Example} --resume --no-wait")
        {
            account, stream, resume, noWait,
        };
        runner.On(command, async (line, session) =>
        {
            var (name, id, waits) = (line.GetValue(account), line.GetValue(stream), !line.GetValue(noWait));
            var order = new ReplayOrder(name, id) { Resumes = line.GetValue(resume), Waits = waits };
            var (told, saidHow) = (0, !waits);
            await ReplayView.RunAsync(session.Progress, async show =>
            {
                await foreach (var sofar in session.Get<StreamReplays>().RunAsync(order, session.Stop))
                {
                    told = sofar.Told;
                    if (sofar.BeginsAt is { } beginning)
                    {
                        session.Say(string.Create(
                            CultureInfo.InvariantCulture, $"It can begin at {beginning.UtcDateTime:HH:mm:ss} UTC, which is waited for."));
                    }
                    if (!saidHow)
                        session.Say($"If it is broken off: scim stream replay --account {name} {id} --resume");
                    saidHow = true;
                    show(sofar);
                }
            });
            session.Answers.Item(told, [new("users", users => users)]);
        });
        return command;
    }
}
