using Scim.Cli.Output;
using Scim.Cli.Running;
using Scim.Operations.Connectors;
using Scim.Operations.Streams;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;

namespace Scim.Cli.Streams;

/// <summary>What there is to say of streams.</summary>
internal static class StreamReport
{
    /// <summary>A line of a list.</summary>
    public static IReadOnlyList<Column<StreamRecord>> Line { get; } =
    [
        new("stream", stream => stream.Id.ToString()) { IsWhole = true },
        new("account", stream => stream.Account.Value),
        new("audience", stream => stream.Audience),
        new("delivery", stream => stream.IsPush ? "push" : "poll"),
        new("endpoint", stream => stream.Endpoint?.AbsoluteUri),
        new("content", stream => Word(stream.Content)),
        new("status", StatusOf),
        new("from", stream => stream.From),
    ];

    /// <summary>A line of a list that also tells what was broken off.</summary>
    public static IReadOnlyList<Column<StreamListing>> Listed { get; } =
    [
        .. Line.Select(column =>
            new Column<StreamListing>(column.Name, listed => column.Value(listed.Stream)) { IsWhole = column.IsWhole }),
        new("unfinished", listed => listed.IsUnfinished),
    ];

    /// <summary>A stream by itself.</summary>
    /// <param name="address">Where the service is reached; null if that is not known.</param>
    public static IReadOnlyList<Column<StreamRecord>> Whole(ServiceAddress? address) =>
    [
        .. Line.Where(column => column.Name != "endpoint"),
        new("retention", stream => Duration.ToText(stream.Retention)),
        new("algorithm", stream => stream.Algorithm),
        new("authorizationSetting", stream => stream.AuthorizationSetting),
        new("pollUrl", stream => stream.IsPush ? null : (address ?? ServiceAddress.Unknown).PollUrl(stream.Id)),
        new("endpoint", stream => stream.Endpoint?.AbsoluteUri),
    ];

    /// <summary>A stream with how its delivery goes.</summary>
    /// <param name="address">Where the service is reached; null if that is not known.</param>
    public static IReadOnlyList<Column<StreamState>> State(ServiceAddress? address) =>
    [
        .. Whole(address).Select(column => new Column<StreamState>(column.Name, state => column.Value(state.Stream))),
        new("backlog", state => state.Backlog),
        new("oldestAgeSeconds", state => state.OldestAge is { } age ? Math.Round(age.TotalSeconds) : null),
        new("setAside", state => state.SetAside),
        new("lost", state => state.Delivery.Lost),
        new("lastDelivered", state => state.Delivery.LastDelivered),
        new("lastError", state => state.Delivery.LastError),
        new("lastErrorAt", state => state.Delivery.LastErrorAt),
        new("failures", state => state.Delivery.Failures),
        new("nextTry", state => state.Delivery.NextTry),
        new("unfinished", state => state.IsUnfinished),
        new("replayedTo", state => state.Stream.ReplayedTo?.ToString()),
    ];

    /// <summary>An event that was set aside.</summary>
    public static IReadOnlyList<Column<OutboxEvent>> SetAside { get; } =
    [
        new("event", told => told.Id.ToString()) { IsWhole = true },
        new("kind", told => told.Kind.ToString().ToLowerInvariant()),
        new("user", told => told.User?.ToString()),
        new("when", told => told.When),
        new("reason", told => told.SetAside),
    ];

    /// <summary>The command that finishes the last change of a stream.</summary>
    public static string Finishing(StreamRecord stream) => stream.Status switch
    {
        StreamStatus.Paused => "pause",
        StreamStatus.Disabled => "disable",
        _ => "enable",
    };

    private static string Word(EventContent content) => content == EventContent.Full ? "full" : "notice";

    private static string StatusOf(StreamRecord stream) =>
        stream.Deleted is null ? stream.Status.ToString().ToLowerInvariant() : "deleting";
}
