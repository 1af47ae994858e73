using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Telemetry;

namespace Scim.Provisioning.Users;

/// <summary>One try of a write: what edits make of the users as read, and what becomes of each edit.</summary>
/// <param name="request">Who asks.</param>
/// <param name="type">What a user of the account has.</param>
/// <param name="now">The clock's time.</param>
internal sealed class UserWritePlan(CallContext request, UserType type, DateTimeOffset now)
{
    private readonly List<UserDraft> _drafts = [];
    private readonly List<Decided> _decided = [];
    private readonly List<SettledEdit> _settled = [];

    /// <summary>The users as asked for, without those whose edits were refused.</summary>
    public IReadOnlyList<UserDraft> Drafts => _drafts;

    /// <summary>The edits that are settled without a write: they were refused, or change nothing.</summary>
    public IReadOnlyList<SettledEdit> Settled => _settled;

    /// <summary>Applies an edit to the user as read.</summary>
    /// <exception cref="NewerTypeException">The user was written by a newer type.</exception>
    public async Task DraftAsync(PlannedEdit planned, UserRecord? asRead, CancellationToken cancellationToken)
    {
        NewerTypeException.ThrowIfNewer(asRead, type);
        try
        {
            using var turn = await request.Computation.EnterAsync(cancellationToken);
            asRead?.In(type, request.Computation.Steps);
            var after = planned.Edit.Apply(asRead, request.Computation.Steps);
            _drafts.Add(new UserDraft(planned.Id, planned.Edit, asRead, after));
        }
        catch (ScimException refusal)
        {
            _settled.Add(SettledEdit.Refused(planned.Edit, refusal.Error));
        }
    }

    /// <summary>Gives the licences that are free, in order, and says what there is to write; null if there is nothing.</summary>
    /// <param name="row">The account row as read; null if no draft is counted.</param>
    public UserWrite? Decide(AccountSnapshot? row)
    {
        var counters = row;
        foreach (var draft in _drafts)
        {
            try
            {
                var granted = draft.NeedsLicence && counters is { HasFreeLicence: true };
                var version = WriteId.New(now, draft.Before?.Version);
                var after = UserRecords.Complete(draft, granted, version, type);
                if (draft.Before is { } before && after is not null && UserRecords.AreSame(before, after, type))
                {
                    _settled.Add(SettledEdit.WithoutChange(draft.Edit, before));
                    continue;
                }
                after?.SpendWriting(request.Computation.Steps);
                counters = counters is null ? null : counters with
                {
                    LicencesInUse = counters.LicencesInUse + draft.LicencesChange(granted),
                    Users = counters.Users + draft.UsersChange,
                };
                _decided.Add(new Decided(draft, granted, version, after, counters));
            }
            catch (ScimException refusal)
            {
                _settled.Add(SettledEdit.Refused(draft.Edit, refusal.Error));
            }
        }
        if (_decided.Count == 0)
            return null;
        var isCounted = _decided.Exists(user => user.Draft.LicencesChange(user.Granted) != 0 || user.Draft.UsersChange != 0);
        return new UserWrite(isCounted ? row : null, [.. _decided.Select((user, place) => Describe(user, place, isCounted))]);
    }

    /// <summary>What has become of the edits, now that the first of the changes are written.</summary>
    public IReadOnlyList<SettledEdit> Written(int changes)
    {
        foreach (var user in _decided.Take(changes))
        {
            if (user.Draft.NeedsLicence && !user.Granted)
                ProvisioningMetrics.WithoutLicence(request.Caller.Account);
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

    private ChangedUser Describe(Decided user, int place, bool isCounted) => new(user.Draft.Before, user.After, new AuditEntry
    {
        Account = request.Caller.Account,
        WriteId = user.Version,
        // So that the trail keeps the order of changes that are made together.
        When = user.Version.Time.AddTicks(place),
        Client = request.Caller.Client,
        Operation = user.Draft.Edit.Operation,
        User = user.Draft.Id,
        ChangedAttributes = UserRecords.ChangedAttributes(user.Draft.Before, user.After, type),
        PreviousVersion = user.Draft.Before?.Version,
        ActiveAfter = user.After?.Core[UserResource.Active] is true,
        WaitingAfter = user.After is { WaitingForLicence: true },
        LicencesInUseAfter = isCounted ? user.Counters?.LicencesInUse : null,
        UsersAfter = isCounted ? user.Counters?.Users : null,
        CorrelationId = request.CorrelationId,
    });

    /// <param name="Draft">The user as asked for.</param>
    /// <param name="Granted">True if it gets a licence.</param>
    /// <param name="Version">The version that the change makes.</param>
    /// <param name="After">The user as it becomes; null for a deletion.</param>
    /// <param name="Counters">The account row with the counters after it.</param>
    private sealed record Decided(UserDraft Draft, bool Granted, WriteId Version, UserRecord? After, AccountSnapshot? Counters);
}
