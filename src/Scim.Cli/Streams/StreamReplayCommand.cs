using System.CommandLine;
using System.Globalization;
using Scim.Cli.Running;
using Scim.Operations.Streams;
using Spectre.Console;

namespace Scim.Cli.Streams;

/// <summary><c>scim stream replay</c>: tells the receiver every user anew.</summary>
internal static class StreamReplayCommand
{
    public static Command Create(CommandRunner runner)
    {
        var (account, stream) = (StreamNames.Account(), StreamNames.Stream());
        var resume = new Option<bool>("--resume") { Description = "Go on where the last replay was broken off." };
        var command = new CommandWithExamples(
            "replay",
            "Sends every user as a creation, for a receiver that is new or has lost events. It waits for the stream's beginning and "
            + "for its receiver.",
            $"scim stream replay --account acme {StreamNames.Example}",
            $"scim stream replay --account acme {StreamNames.Example} --resume")
        {
            account, stream, resume,
        };
        runner.On(command, async (line, session) =>
        {
            var (name, id) = (line.GetValue(account), line.GetValue(stream));
            var found = await session.Get<StreamOperations>().FindAsync(name, id, session.Stop);
            if (found.From > session.Time.GetUtcNow())
                session.Say(string.Create(
                    CultureInfo.InvariantCulture, $"The stream begins at {found.From.UtcDateTime:HH:mm:ss} UTC, which is waited for."));
            session.Say($"If it is broken off: scim stream replay --account {name} {id} --resume");
            var told = 0;
            await session.Progress.Progress().StartAsync(async progress =>
            {
                var task = progress.AddTask("Told 0 users").IsIndeterminate();
                await foreach (var sofar in session.Get<StreamReplays>().RunAsync(name, id, line.GetValue(resume), session.Stop))
                {
                    told = sofar;
                    task.Description = string.Create(CultureInfo.InvariantCulture, $"Told {told} users");
                }
                task.StopTask();
            });
            session.Answers.Item(told, [new("users", users => users)]);
        });
        return command;
    }
}
