using System.Diagnostics;
using System.Diagnostics.Metrics;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Telemetry;

namespace Scim.Events.Telemetry;

/// <summary>What is counted of the events on their way to the receivers, by stream.</summary>
public static class EventMetrics
{
    private static readonly Counter<long> Deliveries = ScimTelemetry.Meter.CreateCounter<long>(
        "scim.events.delivered", "{event}", "Events that their receiver has taken.");

    private static readonly Counter<long> Failures = ScimTelemetry.Meter.CreateCounter<long>(
        "scim.events.failed", "{event}", "Tries to deliver an event that failed.");

    private static readonly Counter<long> Refusals = ScimTelemetry.Meter.CreateCounter<long>(
        "scim.events.setaside", "{event}", "Events that their receiver refused for good, which were set aside.");

    private static readonly Counter<long> Losses = ScimTelemetry.Meter.CreateCounter<long>(
        "scim.events.lost", "{event}", "Events that were dropped because nobody took them within the stream's retention.");

    private static readonly Gauge<long> Backlogs = ScimTelemetry.Meter.CreateGauge<long>(
        "scim.events.backlog", "{event}", "Events that wait, up to 10,000.");

    private static readonly Gauge<double> Ages = ScimTelemetry.Meter.CreateGauge<double>(
        "scim.events.oldest.age", "s", "How old the oldest event is that waits; 0 if none does.");

    /// <summary>Events were taken.</summary>
    public static void Delivered(StreamRecord stream, int events) => Deliveries.Add(events, Tags(stream));

    /// <summary>An event could not be delivered this time.</summary>
    public static void Failed(StreamRecord stream) => Failures.Add(1, Tags(stream));

    /// <summary>Events were set aside.</summary>
    public static void SetAside(StreamRecord stream, int events) => Refusals.Add(events, Tags(stream));

    /// <summary>Events were dropped.</summary>
    public static void Lost(StreamRecord stream, int events) => Losses.Add(events, Tags(stream));

    /// <summary>What waits, as far as it was counted.</summary>
    public static void Waiting(StreamRecord stream, int events, TimeSpan oldest)
    {
        Backlogs.Record(events, Tags(stream));
        Ages.Record(oldest.TotalSeconds, Tags(stream));
    }

    private static TagList Tags(StreamRecord stream) =>
        [new("scim.account", stream.Account.Value), new("stream", stream.Id.ToString())];
}
