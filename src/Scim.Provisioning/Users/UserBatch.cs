using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;

namespace Scim.Provisioning.Users;

/// <summary>The users that come next, in order, and what is known of each.</summary>
internal sealed class UserBatch(UserRequest request, TimeProvider time)
{
    private readonly List<UserBatchEntry> _entries = [];
    private DateTimeOffset _last;

    public int Count => _entries.Count;

    public NewUser At(int place) => _entries[place].User;

    /// <summary>Takes a user in. Its write has a time of its own, so that the trail keeps the order.</summary>
    public void Add(NewUser user)
    {
        var now = time.GetUtcNow();
        _last = now > _last ? now : _last.AddTicks(1);
        _entries.Add(new UserBatchEntry(user, _last));
    }

    /// <summary>What there is to write, with counters that follow from the account row. Refuses who cannot be written at all.</summary>
    public List<UserAddition> Describe(AccountSnapshot row, Action<NewUserOutcome> done)
    {
        var additions = new List<UserAddition>(_entries.Count);
        while (additions.Count < _entries.Count)
        {
            var entry = _entries[additions.Count];
            try
            {
                var addition = entry.Describe(request, row);
                row = row with { LicencesInUse = addition.Audit.LicencesInUseAfter!.Value, Users = row.Users + 1 }; // Always described.
                additions.Add(addition);
            }
            catch (ScimException refusal)
            {
                Refuse(additions.Count, refusal.Error, done);
            }
        }
        return additions;
    }

    public void Written(int count, Action<NewUserOutcome> done)
    {
        foreach (var entry in _entries.Take(count)) done(new NewUserOutcome(entry.User, entry.Record, Refusal: null));
        _entries.RemoveRange(0, count);
    }

    public void Refuse(int place, ScimError refusal, Action<NewUserOutcome> done)
    {
        done(new NewUserOutcome(_entries[place].User, Created: null, refusal));
        _entries.RemoveAt(place);
    }
}

/// <summary>A user and its write, whose id and time are the same in every try.</summary>
internal sealed class UserBatchEntry(NewUser user, DateTimeOffset when)
{
    private readonly WriteId _writeId = WriteId.New(when);
    private bool _granted;

    public NewUser User => user;

    /// <summary>The record as described last.</summary>
    public UserRecord? Record { get; private set; }

    public UserAddition Describe(UserRequest request, AccountSnapshot before)
    {
        var draft = new UserDraft(Before: null, user.Resource, SetsActive: true);
        var granted = draft.NeedsLicence && before.HasFreeLicence;
        if (Record is null || granted != _granted)
        {
            Record = UserRecords.Added(user, draft.Resolved(granted)!, draft.Waits(granted), _writeId, when); // It was given.
            _granted = granted;
        }
        return new UserAddition(Record, new AuditEntry
        {
            Account = before.Account,
            WriteId = _writeId,
            When = when,
            Client = request.Caller.Client,
            Operation = AuditOperation.Create,
            User = user.Id,
            ChangedAttributes = UserRecords.ChangedAttributes(null, Record),
            ActiveAfter = Record.Resource[UserResource.Active] is true,
            WaitingAfter = Record.WaitingForLicence,
            LicencesInUseAfter = before.LicencesInUse + draft.LicencesChange(granted),
            UsersAfter = before.Users + 1,
            CorrelationId = request.CorrelationId,
        });
    }
}
