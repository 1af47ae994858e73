using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Protocol.Unicode;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.InMemory;

/// <summary>What lies together: an account's row, its users with their indexes, and its audit trail.</summary>
internal sealed class Partition
{
    private readonly Dictionary<UserId, IndexedValues> _values = [];
    private readonly Dictionary<string, UserId> _userNames = new(CaselessText.Comparer);
    private readonly UserIndex _externalIds = new(StringComparer.Ordinal);
    private readonly UserIndex _emails = new(CaselessText.Comparer);

    public AccountSnapshot? Row { get; set; }

    public IReadOnlyList<AccountSchema> Schemas { get; set; } = [];

    public MemoryUsers Users { get; } = new();

    /// <summary>The oldest first: see <see cref="AuditOrder"/>.</summary>
    public List<AuditEntry> Audit { get; } = [];

    public SortedDictionary<(StreamId Stream, EventId Id), OutboxEvent> Events { get; } = new(
        Comparer<(StreamId Stream, EventId Id)>.Create((one, other) =>
            one.Stream.Uuid.CompareTo(other.Stream.Uuid) is var order and not 0 ? order : one.Id.CompareTo(other.Id)));

    /// <summary>The events that receivers have taken and that are still there, by the notes that say so.</summary>
    public Dictionary<(StreamId Stream, WriteId Note), IReadOnlyList<EventId>> Acknowledged { get; } = [];

    /// <summary>The users that an index names.</summary>
    public List<UserRecord> FindByIndex(MemoryEquality equality)
    {
        IReadOnlyList<UserId> ids = equality.Attribute switch
        {
            MemoryIndex.Id => UserId.TryParse(equality.Value, out var known) ? [known] : [],
            MemoryIndex.UserName => _userNames.TryGetValue(equality.Value, out var id) ? [id] : [],
            MemoryIndex.ExternalId => _externalIds.Find(equality.Value),
            _ => _emails.Find(equality.Value),
        };
        return [.. ids.Select(Users.Find).OfType<UserRecord>()];
    }

    public UserWriteOutcome Write(UserWrite write)
    {
        var together = Together(write.Changes);
        for (var place = 0; place < together.Count; place++)
        {
            if (!IsAsRead(together[place]))
                return new UserWriteOutcome(UserWriteResult.UserChanged, place);
        }
        for (var place = 0; place < together.Count; place++)
        {
            if (together[place].After is { } wanted && IsTaken(wanted))
                return new UserWriteOutcome(UserWriteResult.UserNameTaken, place);
        }
        if (write.Row is { } read && Row?.ETag != read.ETag)
            return new UserWriteOutcome(UserWriteResult.AccountChanged, 0);

        foreach (var change in together)
        {
            if (change.Before is { } before)
                Unindex(before.Id);
            if (change.After is { } after)
                Set(after);
            else if (change.Before is { } removed)
                Users.Remove(removed.Id);
            AuditOrder.Add(Audit, change.Audit);
            foreach (var told in change.Events)
                Events.Add((told.Stream, told.Id), told with { ETag = Tag.Next() });
        }
        string[] tags = [.. together.Select(change => change.After is { } after ? Users.TagOf(after.Id) ?? "" : "")];
        if (together[^1].RowAfter is not { } counted)
            return new UserWriteOutcome(UserWriteResult.Written, together.Count, Tags: tags);
        Row = counted with { ETag = Tag.Next() };
        return new UserWriteOutcome(UserWriteResult.Written, together.Count, Row, tags);
    }

    /// <summary>The first of the changes, as many as can stand in one transaction.</summary>
    private static IReadOnlyList<ChangedUser> Together(IReadOnlyList<ChangedUser> changes) => changes.Count == 1
        ? changes
        : [.. changes.TakeWhile((change, place) => !changes.Take(place).Any(earlier => CannotStandTogether(earlier, change)))];

    private bool IsAsRead(ChangedUser change) => change.Before is { } before
        ? Users.TagOf(before.Id) == before.ETag
        : !Users.Contains(change.After!.Id); // One of them is there.

    private bool IsTaken(UserRecord wanted) => _userNames.TryGetValue(UserNameOf(wanted), out var holder) && holder != wanted.Id;

    private void Set(UserRecord user)
    {
        var id = user.Id;
        var values = new IndexedValues(
            UserNameOf(user),
            user.Core[UserResource.ExternalId] as string,
            [.. (user.Core[UserResource.Emails] as MultiValue ?? [])
                .OfType<ComplexValue>().Select(email => email[UserResource.EmailValue]).OfType<string>()]);
        Users.Set(user);
        _values[id] = values;
        _userNames[values.UserName] = id;
        if (values.ExternalId is not null)
            _externalIds.Add(values.ExternalId, id);
        foreach (var email in values.Emails)
            _emails.Add(email, id);
    }

    private void Unindex(UserId id)
    {
        if (!_values.Remove(id, out var values))
            return;
        _userNames.Remove(values.UserName);
        if (values.ExternalId is not null)
            _externalIds.Remove(values.ExternalId, id);
        foreach (var email in values.Emails)
            _emails.Remove(email, id);
    }

    private static bool CannotStandTogether(ChangedUser a, ChangedUser b)
    {
        var (ofA, ofB) = (Versions(a), Versions(b));
        return ofA.Any(one => ofB.Any(other => one.Id == other.Id || CaselessText.AreEqual(UserNameOf(one), UserNameOf(other))));

        static UserRecord[] Versions(ChangedUser change) => [.. new[] { change.Before, change.After }.OfType<UserRecord>()];
    }

    private static string UserNameOf(UserRecord user) => (string)user.Core[UserResource.UserName]!; // Required by the rules.

    private sealed record IndexedValues(string UserName, string? ExternalId, string[] Emails);
}
