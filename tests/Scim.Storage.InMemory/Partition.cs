using Scim.Protocol.Resources;
using Scim.Protocol.Schemas;
using Scim.Protocol.Unicode;
using Scim.Provisioning.Accounts;
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

    public UserRows Users { get; } = new();

    public List<AuditEntry> Audit { get; } = [];

    /// <summary>The users that an index names.</summary>
    public List<UserRecord> FindByIndex(IndexedEquality equality)
    {
        IReadOnlyList<UserId> ids = equality.Attribute switch
        {
            IndexedAttribute.Id => UserId.TryParse(equality.Value, out var known) ? [known] : [],
            IndexedAttribute.UserName => _userNames.TryGetValue(equality.Value, out var id) ? [id] : [],
            IndexedAttribute.ExternalId => _externalIds.Find(equality.Value),
            _ => _emails.Find(equality.Value),
        };
        return [.. ids.Select(Users.Find).OfType<UserRecord>()];
    }

    public UserWriteOutcome Write(UserChange change)
    {
        if (change.Before is { } asRead && Users.TagOf(asRead.Id) != asRead.ETag)
            return new UserWriteOutcome(UserWriteResult.UserChanged);
        if (change.After is { } wanted && _userNames.TryGetValue(UserNameOf(wanted), out var holder) && holder != wanted.Id)
            return new UserWriteOutcome(UserWriteResult.UserNameTaken);
        if (change.Account is { } account && Row?.ETag != account.ETag)
            return new UserWriteOutcome(UserWriteResult.AccountChanged);

        if (change.Before is { } before)
            Unindex(before.Id);
        if (change.After is { } after)
            Set(after);
        else if (change.Before is { } removed)
            Users.Remove(removed.Id);
        if (change.AccountAfter is { } counted)
            Row = counted with { ETag = Tag.Next() };
        Audit.Add(change.Audit);
        return new UserWriteOutcome(UserWriteResult.Written, change.Account is null ? null : Row);
    }

    public UserAdditionOutcome Add(AccountSnapshot account, IReadOnlyList<UserAddition> users)
    {
        if (Row is not { } row || row.ETag != account.ETag)
            return new UserAdditionOutcome(UserWriteResult.AccountChanged, 0);
        var together = users
            .TakeWhile((user, place) => !users.Take(place).Any(earlier => CannotStandTogether(earlier.User, user.User)))
            .ToList();
        if (together.FindIndex(user => _userNames.ContainsKey(UserNameOf(user.User))) is >= 0 and var taken)
            return new UserAdditionOutcome(UserWriteResult.UserNameTaken, taken);
        if (together.FindIndex(user => Users.Contains(user.User.Id)) is >= 0 and var there)
            return new UserAdditionOutcome(UserWriteResult.UserChanged, there);
        foreach (var (user, audit) in together)
        {
            Set(user);
            Audit.Add(audit);
        }
        Row = row with
        {
            LicencesInUse = together[^1].Audit.LicencesInUseAfter ?? row.LicencesInUse,
            Users = together[^1].Audit.UsersAfter ?? row.Users,
            Turnover = row.Turnover + together.Count,
            ETag = Tag.Next(),
        };
        return new UserAdditionOutcome(UserWriteResult.Written, together.Count, Row);
    }

    private void Set(UserRecord user)
    {
        var id = user.Id;
        var values = new IndexedValues(
            UserNameOf(user),
            user.Resource[UserResource.ExternalId] as string,
            [.. (user.Resource[UserResource.Emails] as MultiValue ?? [])
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

    private static bool CannotStandTogether(UserRecord a, UserRecord b) =>
        a.Id == b.Id || CaselessText.AreEqual(UserNameOf(a), UserNameOf(b));

    private static string UserNameOf(UserRecord user) => (string)user.Resource[UserResource.UserName]!; // Required by the rules.

    private sealed record IndexedValues(string UserName, string? ExternalId, string[] Emails);
}
