using System.Globalization;
using Scim.Console.Acting;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;

namespace Scim.Console.Streams;

/// <summary>Streams in words.</summary>
internal static class StreamText
{
    /// <summary>Whether events are made and handed out.</summary>
    public static string StatusOf(StreamRecord stream) => stream switch
    {
        { Deleted: not null } => "being deleted",
        { Status: StreamStatus.Paused } => "paused: events are made and held",
        { Status: StreamStatus.Disabled } => "disabled: no events are made",
        _ => "enabled",
    };

    /// <summary>What the events of a stream tell.</summary>
    public static string Of(EventContent content) =>
        content == EventContent.Full ? "what has changed, with values" : "the names of what has changed";

    /// <summary>What an event tells.</summary>
    public static string Of(EventKind kind) => kind switch
    {
        EventKind.Create => "user created",
        EventKind.Put => "user replaced",
        EventKind.Patch => "user changed",
        EventKind.Delete => "user deleted",
        EventKind.Activate => "user activated",
        EventKind.Deactivate => "user deactivated",
        EventKind.StreamUpdated => "status of the stream",
        _ => "verification",
    };

    /// <summary>How long events are kept.</summary>
    public static string DaysOf(StreamRecord stream) => stream.Retention.TotalDays == 1
        ? "1 day"
        : string.Create(CultureInfo.InvariantCulture, $"{stream.Retention.TotalDays:0.##} days");

    /// <summary>A number of events.</summary>
    public static string Events(long count) => count == 1 ? "1 event" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} events");

    /// <summary>Which changes a stream has.</summary>
    /// <param name="run">The act that is told of.</param>
    /// <param name="stream">The stream.</param>
    public static string BeginningOf(ActRun run, StreamRecord stream) =>
        $"It has the changes that are made after {run.TimeOf(stream.From)}.";
}
