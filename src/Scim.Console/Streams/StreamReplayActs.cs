using System.Globalization;
using Scim.Console.Acting;
using Scim.Operations.Streams;
using Scim.Provisioning.Streams;

namespace Scim.Console.Streams;

/// <summary>Tells the receiver of a stream every user anew.</summary>
internal static class StreamReplayActs
{
    /// <summary>Replays a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="resumes">True to go on where the last replay was broken off.</param>
    public static Act Replay(StreamRecord stream, bool resumes) => new(
        resumes ? "Go on with the replay?" : "Replay every user?",
        $"Every user of the account {stream.Account}{(resumes ? " that was not told yet" : "")} is sent as a creation to "
        + $"{StreamActs.NameOf(stream)}: for a receiver that is new or has lost events. That waits for the stream's beginning, and for the "
        + $"receiver while {StreamText.Events(StreamReplays.MostWaiting)} wait. Where it is stopped, it can be taken up again.",
        $"stream replay --account {stream.Account} {stream.Id}{(resumes ? " --resume" : "")}",
        resumes ? "Go on" : "Replay",
        run => RunAsync(run, new ReplayOrder(stream.Account, stream.Id) { Resumes = resumes }));

    private static async Task<ActOutcome> RunAsync(ActRun run, ReplayOrder order)
    {
        var told = 0;
        await foreach (var sofar in run.Get<StreamReplays>().RunAsync(order, run.Stop))
        {
            told = sofar.Told;
            run.Say(ProgressOf(run, sofar));
        }
        return new ActOutcome($"Told: {UsersOf(told)}.");
    }

    private static string ProgressOf(ActRun run, ReplayProgress sofar) => sofar switch
    {
        { BeginsAt: { } beginning } => $"It can begin at {run.TimeOf(beginning)}, which is waited for.",
        { IsWaiting: true } =>
            $"Told: {UsersOf(sofar.Told)}. Waiting: {StreamText.Events(StreamReplays.MostWaiting)} are not taken yet.",
        _ => $"Told: {UsersOf(sofar.Told)}.",
    };

    private static string UsersOf(int count) => count == 1 ? "1 user" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} users");
}
