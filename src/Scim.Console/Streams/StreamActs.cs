using System.Globalization;
using Scim.Console.Acting;
using Scim.Operations.Streams;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;

namespace Scim.Console.Streams;

/// <summary>What an operator can do with a stream and what waits in it. Replays are <see cref="StreamReplayActs"/>.</summary>
internal static class StreamActs
{
    /// <summary>Holds the events of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="reason">What its receiver is told; null for nothing.</param>
    public static Act Pause(StreamRecord stream, string? reason) => new(
        "Pause the stream?",
        $"{Capital(NameOf(stream))} gets no more events until it is resumed. They go on being made, and are kept for "
        + $"{StreamText.DaysOf(stream)}. Its receiver is told.",
        CommandOf("pause", stream, "--reason", reason),
        "Pause",
        run => SetStatusAsync(run, stream, StreamStatus.Paused, reason, "The stream is paused."));

    /// <summary>Hands out what a paused stream has held.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="reason">What its receiver is told; null for nothing.</param>
    public static Act Resume(StreamRecord stream, string? reason) => new(
        "Resume the stream?",
        $"{Capital(NameOf(stream))} gets the events that were held, and those to come. Its receiver is told.",
        CommandOf("resume", stream, "--reason", reason),
        "Resume",
        run => SetStatusAsync(run, stream, StreamStatus.Enabled, reason, "The stream is resumed."));

    /// <summary>Ends the making of events.</summary>
    /// <param name="state">The stream.</param>
    /// <param name="reason">What its receiver is told; null for nothing.</param>
    public static Act Disable(StreamState state, string? reason) => new(
        "Disable the stream?",
        $"No more events are made for {NameOf(state.Stream)}, and those of users that wait are dropped: {StreamText.Events(state.Backlog)} "
        + "now. Its receiver is told. When it is enabled it begins anew.",
        CommandOf("disable", state.Stream, "--reason", reason),
        "Disable",
        run => SetStatusAsync(run, state.Stream, StreamStatus.Disabled, reason, "The stream is disabled."));

    /// <summary>Lets a disabled stream begin anew.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="reason">What its receiver is told; null for nothing.</param>
    public static Act Enable(StreamRecord stream, string? reason) => new(
        "Enable the stream?",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Capital(NameOf(stream))} begins anew in {StreamSetting.Notice.TotalSeconds:0} s. What changes until then makes no event for "
            + $"it; a replay tells it. Its receiver is told."),
        CommandOf("enable", stream, "--reason", reason),
        "Enable",
        run => SetStatusAsync(run, stream, StreamStatus.Enabled, reason, "The stream is enabled."));

    /// <summary>Finishes a creation or a change of the status that was broken off.</summary>
    public static Act Finish(StreamRecord stream) => new(
        "Finish the last change of the stream?",
        $"The last change of {NameOf(stream)} was broken off. It is finished, so that the stream is {StreamText.StatusOf(stream)}.",
        CommandOf(
            stream.Status switch { StreamStatus.Paused => "pause", StreamStatus.Disabled => "disable", _ => "enable" },
            stream, "--reason", value: null),
        "Finish",
        run => SetStatusAsync(run, stream, stream.Status, reason: null, "The change is finished."));

    /// <summary>Tries the receiver.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="state">What the event brings with it; null for nothing.</param>
    public static Act Verify(StreamRecord stream, string? state) => new(
        "Send a verification event?",
        $"{Capital(NameOf(stream))} gets one event more, which says nothing of a user. It has arrived once it no longer waits.",
        CommandOf("verify", stream, "--state", state),
        "Send",
        async run =>
        {
            var sent = await run.Get<StreamOperations>().VerifyAsync(stream.Account, stream.Id, state, run.Stop);
            return new ActOutcome($"The verification event {sent} waits for the receiver.");
        });

    /// <summary>Takes up what the receiver refused for good.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="only">This event alone; null for all.</param>
    public static Act Redeliver(StreamRecord stream, EventId? only) => new(
        only is null ? "Deliver again what was set aside?" : "Deliver this event again?",
        $"{Capital(NameOf(stream))} gets {(only is null ? "every event that its receiver refused" : $"the event {only}")} once more. "
        + "What is refused again is set aside again.",
        CommandOf("redeliver", stream, "--event", only?.ToString()),
        "Deliver",
        async run =>
        {
            var taken = await run.Get<StreamOperations>().RedeliverAsync(stream.Account, stream.Id, only, run.Stop);
            return new ActOutcome($"Delivered again: {StreamText.Events(taken)}.");
        });

    /// <summary>Deletes a stream for good.</summary>
    public static Act Delete(StreamState state) => new(
        "Delete the stream for good?",
        $"{Capital(NameOf(state.Stream))} and the events that wait in it are deleted for good: {StreamText.Events(state.Backlog)} now. "
        + "Until the service has removed what may still be written within a minute, the stream is shown as being deleted.",
        CommandOf("delete", state.Stream, "", value: null),
        "Delete for good",
        async run =>
        {
            await run.Get<StreamOperations>().DeleteAsync(state.Stream.Account, state.Stream.Id, run.Stop);
            return new ActOutcome("The stream is deleted.");
        });

    /// <summary>A stream within a sentence.</summary>
    internal static string NameOf(StreamRecord stream) => $"the stream to {stream.Audience}";

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string CommandOf(string word, StreamRecord stream, string option, string? value) =>
        $"stream {word} --account {stream.Account} {stream.Id}{(value is null ? "" : $" {CommandWord.Option(option, value)}")}";

    private static async Task<ActOutcome> SetStatusAsync(
        ActRun run, StreamRecord stream, StreamStatus status, string? reason, string outcome)
    {
        var changed = await run.Get<StreamOperations>().SetStatusAsync(stream.Account, stream.Id, status, reason, run.Stop);
        return new ActOutcome(status == StreamStatus.Enabled ? $"{outcome} {StreamText.BeginningOf(run, changed)}" : outcome);
    }
}
