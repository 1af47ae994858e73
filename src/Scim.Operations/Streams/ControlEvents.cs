using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Operations.Streams;

/// <summary>Makes events about a stream (OpenID Shared Signals Framework 1.0 §8.1).</summary>
internal static class ControlEvents
{
    /// <summary>The stream's status changes.</summary>
    public static OutboxEvent StreamUpdated(StreamRecord stream, StreamStatus status, string? reason, DateTimeOffset now) =>
        Make(stream, EventKind.StreamUpdated, now, ("status", Word(status)), ("reason", reason));

    /// <summary>The receiver is tried.</summary>
    public static OutboxEvent Verification(StreamRecord stream, string? state, DateTimeOffset now) =>
        Make(stream, EventKind.Verification, now, ("state", state));

    /// <summary>A status as the framework writes it.</summary>
    public static string Word(StreamStatus status) => status switch
    {
        StreamStatus.Enabled => "enabled",
        StreamStatus.Paused => "paused",
        _ => "disabled",
    };

    private static OutboxEvent Make(
        StreamRecord stream, EventKind kind, DateTimeOffset now, params IEnumerable<(string Name, string? Value)> members)
    {
        var payload = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null)
                payload[name] = value;
        }
        return new OutboxEvent
        {
            Stream = stream.Id,
            Id = new EventId(WriteId.New(now), EventId.Control),
            Kind = kind,
            When = now,
            Content = JsonSerializer.SerializeToUtf8Bytes(payload),
        };
    }
}
