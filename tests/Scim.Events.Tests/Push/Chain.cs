using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Tests.Push;

/// <summary>The versions of a user, each with its event.</summary>
internal sealed class Chain(StreamRecord stream)
{
    private WriteId? _version;

    public UserId User { get; } = UserId.New(stream.Created);

    /// <summary>The ids of its events in their order.</summary>
    public List<EventId> Ids { get; } = [];

    /// <summary>The event of the next version.</summary>
    public OutboxEvent Next(DateTimeOffset now)
    {
        var (previous, id) = (_version, WriteId.New(now, _version));
        _version = id;
        Ids.Add(new EventId(id, EventId.Change));
        return new OutboxEvent
        {
            Stream = stream.Id,
            Id = Ids[^1],
            Kind = previous is null ? EventKind.Create : EventKind.Patch,
            When = id.Time,
            User = User,
            Version = id,
            Previous = previous,
            Content = """["displayName"]"""u8.ToArray(),
        };
    }

    /// <summary>An event about the stream.</summary>
    public static OutboxEvent Control(StreamRecord stream, DateTimeOffset now, EventKind kind = EventKind.Verification) => new()
    {
        Stream = stream.Id,
        Id = new EventId(WriteId.New(now), EventId.Control),
        Kind = kind,
        When = now,
        Content = "{}"u8.ToArray(),
    };
}
