using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Tests.Handout;

/// <summary>A user whose changes make events, as the writes of the service do.</summary>
/// <param name="stream">The stream that they are for.</param>
internal sealed class ChangingUser(StreamRecord stream)
{
    public UserId Id { get; } = UserId.New(stream.Created);

    public WriteId? Version { get; private set; }

    /// <summary>The event of the first or the next version.</summary>
    public OutboxEvent Change(DateTimeOffset now) => Change(now, EventKind.Patch)[0];

    /// <summary>The events of the next version, with that of an activation.</summary>
    public OutboxEvent[] Activate(DateTimeOffset now)
    {
        var change = Change(now, EventKind.Put)[0];
        return [change, change with { Id = change.Id with { Number = EventId.Activity }, Kind = EventKind.Activate }];
    }

    /// <summary>The event of the deletion.</summary>
    public OutboxEvent Delete(DateTimeOffset now) => Change(now, EventKind.Delete)[0] with { Version = null };

    /// <summary>An event that tells the version anew.</summary>
    public OutboxEvent Replay(DateTimeOffset now) => new()
    {
        Stream = stream.Id,
        Id = new EventId(Version!.Value.Repeated(), EventId.Change), // It has changed before.
        Kind = EventKind.Create,
        When = now,
        User = Id,
        Version = Version,
        Previous = Version,
        Content = "[]"u8.ToArray(),
    };

    private OutboxEvent[] Change(DateTimeOffset now, EventKind kind)
    {
        var (previous, id) = (Version, WriteId.New(now, Version));
        Version = id;
        return
        [
            new OutboxEvent
            {
                Stream = stream.Id,
                Id = new EventId(id, EventId.Change),
                Kind = previous is null ? EventKind.Create : kind,
                When = id.Time,
                User = Id,
                Version = id,
                Previous = previous,
                Content = kind == EventKind.Delete ? default : "[]"u8.ToArray(),
            },
        ];
    }
}
