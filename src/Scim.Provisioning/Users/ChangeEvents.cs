using Scim.Protocol.Changes;
using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Provisioning.Users;

/// <summary>
/// Makes the events of a change (RFC 9967): one for each stream, and one more where the user was activated or deactivated.
/// </summary>
/// <param name="change">The change.</param>
/// <param name="type">What a user of the account has.</param>
internal sealed class ChangeEvents(ChangedUser change, UserType type)
{
    private readonly WriteId _id = change.Audit.WriteId;
    private IReadOnlyList<AttributeChange>? _changes;
    private ReadOnlyMemory<byte>? _names;
    private (bool IsFull, ReadOnlyMemory<byte> Content)? _full;

    /// <summary>The events of the change for those of the streams that it is not too early for.</summary>
    public static IReadOnlyList<OutboxEvent> Of(ChangedUser change, UserType type, IReadOnlyList<StreamSetting> streams)
    {
        var events = new ChangeEvents(change, type);
        return [.. streams.Where(stream => stream.Takes(change.Audit.WriteId)).SelectMany(events.For)];
    }

    /// <summary>An event that tells a user anew (<c>prov:create</c>), as it is.</summary>
    /// <param name="user">The user as read.</param>
    /// <param name="type">What a user of the account has.</param>
    /// <param name="stream">For whom.</param>
    /// <param name="now">The clock's time.</param>
    public static OutboxEvent Again(UserRecord user, UserType type, StreamSetting stream, DateTimeOffset now)
    {
        var isFull = stream.Content == EventContent.Full;
        return new OutboxEvent
        {
            Stream = stream.Id,
            Id = new EventId(user.Version.Repeated(), EventId.Change),
            Kind = EventKind.Create,
            When = now,
            User = user.Id,
            ExternalId = user.In(type)[UserResource.ExternalId] as string,
            Version = user.Version,
            Previous = user.Version,
            Created = isFull ? user.Created : null,
            LastModified = isFull ? user.LastModified : null,
            IsFull = isFull,
            Content = isFull ? Whole(user, type) : ResourceChanges.ToNames(user.In(type)),
        };
    }

    private IEnumerable<OutboxEvent> For(StreamSetting stream)
    {
        var kind = Kind;
        var (isFull, content) = kind == EventKind.Delete ? default : stream.Content == EventContent.Full ? Full : (false, Names);
        var isWhole = isFull && kind != EventKind.Patch;
        var told = new OutboxEvent
        {
            Stream = stream.Id,
            Id = new EventId(_id, EventId.Change),
            Kind = kind,
            When = _id.Time,
            User = change.Audit.User,
            ExternalId = (change.After ?? change.Before)?.Core[UserResource.ExternalId] as string,
            Version = change.After?.Version,
            Previous = change.Before?.Version,
            Created = isWhole ? change.After?.Created : null,
            LastModified = isWhole ? change.After?.LastModified : null,
            IsFull = isFull,
            Content = content,
        };
        yield return told;
        if (change is { Before: { } before, After: { } after } && IsActive(before) != IsActive(after))
        {
            yield return told with
            {
                Id = new EventId(_id, EventId.Activity),
                Kind = IsActive(after) ? EventKind.Activate : EventKind.Deactivate,
                Created = null,
                LastModified = null,
                IsFull = false,
                Content = default,
            };
        }
    }

    private EventKind Kind => change.Audit.Operation switch
    {
        AuditOperation.Create => EventKind.Create,
        AuditOperation.Replace => EventKind.Put,
        AuditOperation.Patch => EventKind.Patch,
        _ => EventKind.Delete,
    };

    private IReadOnlyList<AttributeChange> Changes =>
        _changes ??= ResourceChanges.Between(change.Before!.In(type), change.After!.In(type)); // Of a put or a patch.

    private ReadOnlyMemory<byte> Names => _names ??= change.Before is null
        ? ResourceChanges.ToNames(change.After!.In(type)) // There is one or the other.
        : ResourceChanges.ToNames(Changes);

    /// <summary>With values, unless all that has changed is never returned.</summary>
    private (bool IsFull, ReadOnlyMemory<byte> Content) Full
    {
        get
        {
            if (_full is { } made)
                return made;
            if (Kind != EventKind.Patch)
                _full = (true, Whole(change.After!, type)); // A deletion does not come here.
            else if (ResourceChanges.ToPatch(Changes) is { } patch)
                _full = (true, patch);
            else
                _full = (false, Names);
            return _full.Value;
        }
    }

    private static bool IsActive(UserRecord user) => user.Core[UserResource.Active] is true;

    private static ReadOnlyMemory<byte> Whole(UserRecord user, UserType type) =>
        type.AnswersAsStored && user.Generation == type.Generation
            ? user.Document
            : ResourceWriter.ToUtf8(VisibleValues.Of(user.In(type).With(UserResource.Meta, null)));
}
