using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Telemetry;

namespace Scim.Provisioning.Users;

/// <summary>One try of a write: what edits make of the users as read, and what becomes of each edit.</summary>
/// <param name="request">Who asks.</param>
/// <param name="type">What a user of the account has.</param>
/// <param name="accounts">Which streams the account has.</param>
/// <param name="now">The clock's time.</param>
internal sealed class UserWritePlan(CallContext request, UserType type, RememberedAccounts accounts, DateTimeOffset now)
{
    private readonly List<UserDraft> _drafts = [];
    private readonly List<Decided> _decided = [];
    private readonly List<SettledEdit> _settled = [];

    /// <summary>The edits that are settled without a write: they were refused, or change nothing.</summary>
    public IReadOnlyList<SettledEdit> Settled => _settled;

    /// <summary>True if one of the drafts may change the counters of the account row: licences are then given by it.</summary>
    public bool MayChangeCounters => _drafts.Exists(draft => draft.MayChangeCounters);

    /// <summary>How many licences the drafts ask for.</summary>
    public int LicencesNeeded => _drafts.Count(draft => draft.NeedsLicence);

    /// <summary>Applies the edits, which makes drafts of those that are not refused.</summary>
    /// <param name="edits">The edits.</param>
    /// <param name="asRead">The users as read, each at the place of its edit.</param>
    /// <param name="cancellationToken">Ends every wait.</param>
    public async Task DraftAsync(IReadOnlyList<PlannedEdit> edits, UserRecord?[] asRead, CancellationToken cancellationToken)
    {
        for (var place = 0; place < edits.Count; place++)
            await DraftAsync(edits[place], asRead[place], cancellationToken);
    }

    /// <summary>Gives the licences that are free, and says what there is to write; null if there is nothing.</summary>
    /// <param name="row">The account row; null if <see cref="MayChangeCounters"/> is false.</param>
    /// <param name="cancellationToken">Ends every wait.</param>
    public async Task<UserWrite?> DecideAsync(AccountSnapshot? row, CancellationToken cancellationToken)
    {
        GiveLicences(row);
        if (_decided.Count == 0)
            return null;
        // A row that is written has its tag in the transaction, so its streams are those of that moment.
        var written = _decided.Exists(user => user.ChangesCounters) ? row : null;
        var streams = written?.Streams ?? await accounts.StreamsAsync(request.Account, cancellationToken);
        return new UserWrite(written, [.. _decided.Select((user, place) => Describe(user, place, writesRow: written is not null, streams))])
        {
            Streams = streams,
        };
    }

    private async Task DraftAsync(PlannedEdit planned, UserRecord? asRead, CancellationToken cancellationToken)
    {
        try
        {
            var after = await request.Computation.RunAsync(
                steps =>
                {
                    asRead?.In(type, steps);
                    return planned.Edit.Apply(asRead, steps);
                },
                cancellationToken);
            _drafts.Add(new UserDraft(planned.Id, planned.Edit, asRead, after));
        }
        catch (ScimException refusal)
        {
            _settled.Add(SettledEdit.Refused(planned.Edit, refusal.Error));
        }
    }

    /// <summary>Gives the licences in order, which completes each user.</summary>
    private void GiveLicences(AccountSnapshot? row)
    {
        var counters = row;
        foreach (var draft in _drafts)
        {
            try
            {
                var granted = draft.NeedsLicence && counters is { HasFreeLicence: true };
                var (resource, waits) = (draft.Resolved(granted), draft.Waits(granted));
                var (licences, users) = (draft.LicencesChange(granted), draft.UsersChange);
                var version = WriteId.New(now, draft.Before?.Version);
                var at = version.Time;
                var after = resource is null ? null : draft.Complete(resource, waits, version, type);
                if (draft.Before is { } before && after?.IsSameAs(before, type) is true)
                {
                    _settled.Add(SettledEdit.WithoutChange(draft.Edit, before));
                    continue;
                }
                after?.SpendWriting(request.Computation.Steps);
                counters = counters is null ? null : counters with
                {
                    LicencesInUse = counters.LicencesInUse + licences,
                    Users = counters.Users + users,
                    Turnover = counters.Turnover + (users == 0 ? 0 : 1),
                };
                var changes = after?.ChangesFrom(draft.Before, type) ?? [];
                _decided.Add(new Decided(draft, version, at, after, changes, ChangesCounters: licences != 0 || users != 0, counters));
            }
            catch (ScimException refusal)
            {
                _settled.Add(SettledEdit.Refused(draft.Edit, refusal.Error));
            }
        }
    }

    /// <summary>What has become of the edits, now that the first of the changes are written.</summary>
    public IReadOnlyList<SettledEdit> Written(int changes)
    {
        foreach (var user in _decided.Take(changes))
        {
            if (user is { Draft.NeedsLicence: true, After.WaitingForLicence: true })
                ProvisioningMetrics.WithoutLicence(request.Account);
            _settled.Add(SettledEdit.Made(user.Draft.Edit, user.After));
        }
        return _settled;
    }

    /// <summary>What has become of the edits, now that one of the changes cannot be written.</summary>
    public IReadOnlyList<SettledEdit> Refused(int place, ScimError refusal)
    {
        _settled.Add(SettledEdit.Refused(_decided[place].Draft.Edit, refusal));
        return _settled;
    }

    private ChangedUser Describe(Decided user, int place, bool writesRow, IReadOnlyList<StreamSetting> streams)
    {
        var rowAfter = writesRow ? user.Counters : null;
        var change = new ChangedUser(user.Draft.Before, user.After, EntryOf(user, place, rowAfter)) { RowAfter = rowAfter };
        return streams.Count == 0 ? change : change with { Events = ChangeEvents.Of(change, type, streams) };
    }

    private AuditEntry EntryOf(Decided user, int place, AccountSnapshot? rowAfter) => new()
    {
        Account = request.Account,
        WriteId = user.Version,
        // So that the trail keeps the order of changes that are made together.
        When = user.At.AddTicks(place),
        Client = request.Client,
        Operation = user.Draft.Edit.Operation,
        User = user.Draft.Id,
        ChangedAttributes = user.Changes,
        PreviousVersion = user.Draft.Before?.Version,
        ActiveAfter = user.After?.Core[UserResource.Active] is true,
        WaitingAfter = user.After is { WaitingForLicence: true },
        LicencesInUseAfter = rowAfter?.LicencesInUse,
        UsersAfter = rowAfter?.Users,
        CorrelationId = request.CorrelationId,
    };

    /// <param name="Draft">The user as asked for.</param>
    /// <param name="Version">The version that the change makes.</param>
    /// <param name="At">When it makes it.</param>
    /// <param name="After">The user as it becomes; null for a deletion.</param>
    /// <param name="Changes">The names of the attributes that are changed.</param>
    /// <param name="ChangesCounters">True if it changes the counters of the account row.</param>
    /// <param name="Counters">The account row with the counters after it.</param>
    private sealed record Decided(
        UserDraft Draft,
        WriteId Version,
        DateTimeOffset At,
        UserRecord? After,
        IReadOnlyList<string> Changes,
        bool ChangesCounters,
        AccountSnapshot? Counters);
}

/// <summary>An edit that is to be made.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Edit">What is asked for.</param>
internal readonly record struct PlannedEdit(UserId Id, UserEdit Edit);

/// <summary>What became of an edit.</summary>
/// <param name="Edit">The edit.</param>
/// <param name="After">The user after it; null after a deletion or a refusal.</param>
/// <param name="Refusal">Why it cannot be made; null if it was made.</param>
internal sealed record SettledEdit(UserEdit Edit, UserRecord? After, ScimError? Refusal)
{
    /// <summary>It was made.</summary>
    public static SettledEdit Made(UserEdit edit, UserRecord? after) => new(edit, after, Refusal: null);

    /// <summary>It changes nothing: the user keeps version and time.</summary>
    public static SettledEdit WithoutChange(UserEdit edit, UserRecord user) => new(edit, user, Refusal: null);

    /// <summary>It cannot be made.</summary>
    public static SettledEdit Refused(UserEdit edit, ScimError refusal) => new(edit, After: null, refusal);
}
