using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Telemetry;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Users;

/// <summary>
/// Carries an edit out: reads, decides on the licence, writes, and starts again with what is there when another writer was faster. Those
/// who change the same user in this instance do it one after another.
/// </summary>
internal sealed class UserWriter(IUserStore users, AccountDirectory accounts, TimeProvider time)
{
    private const int MaxTries = 8;

    private readonly WriterTurns<(AccountId Account, UserId User)> _turns = new(time);

    /// <summary>The user after the edit; null after a deletion.</summary>
    /// <exception cref="ScimException">The edit cannot be made.</exception>
    /// <exception cref="StorageUnavailableException">Storage gave no answer.</exception>
    /// <exception cref="ContentionException">Other writers were faster every time.</exception>
    public async Task<UserRecord?> WriteAsync(UserRequest request, UserId id, UserEdit edit, CancellationToken cancellationToken)
    {
        using var turn = edit.Operation == AuditOperation.Create ? null : await EnterAsync(request, id, cancellationToken);
        using var licence = new LicenceDecision(accounts, request.Caller.Account, request.Computation.Storage);
        try
        {
            var write = new Write(request, id, edit, UserRecords.WholeMilliseconds(time.GetUtcNow()));
            return await WriteAsync(write, licence, cancellationToken);
        }
        catch (Exception end) when (
            end is StorageUnavailableException
            || (end is OperationCanceledException && request.Computation.Storage is { IsExpired: true })) // Not one whose client has gone.
        {
            turn?.HeldUp();
            licence.HeldUp();
            throw;
        }
    }

    private async Task<UserRecord?> WriteAsync(Write write, LicenceDecision licence, CancellationToken cancellationToken)
    {
        var (request, edit, account) = (write.Request, write.Edit, write.Request.Caller.Account);
        if (edit.SetsActive)
            licence.ReadAhead(cancellationToken);

        var current = await request.AfterAdmissionAsync(FindAsync(write, cancellationToken));
        var spent = request.Computation.Steps.Spent;
        for (var attempt = 1; ; attempt++)
        {
            request.Computation.Steps.ReturnTo(spent);
            var draft = await DraftAsync(request, current, edit, cancellationToken);
            var (granted, row) = await licence.DecideAsync(draft, cancellationToken);
            var after = write.Complete(draft, granted);
            if (ReferenceEquals(after, current))
                return current;
            after?.SpendWriting(request.Computation.Steps);

            var outcome = await users.WriteAsync(account, write.Describe(draft, granted, after, row), cancellationToken);
            if (row is not null)
                licence.Written(outcome);
            if (outcome.Result == UserWriteResult.Written)
            {
                if (draft.NeedsLicence && !granted)
                    ProvisioningMetrics.WithoutLicence(account);
                return after;
            }
            if (outcome.Result == UserWriteResult.UserNameTaken)
                throw new ScimException(ScimError.Uniqueness(UserResource.UserName.Name));
            if (attempt == MaxTries)
                throw new ContentionException();

            // What was remembered may just have been old; only a second loss in a row means that there is a race.
            if (attempt > 1)
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 9) * attempt), time, cancellationToken);
            // The next transaction checks the user by its tag anyway: only a user that is known to have changed is read again.
            if (outcome.Result == UserWriteResult.UserChanged)
                current = await FindAsync(write, cancellationToken);
        }
    }

    private static async Task<UserDraft> DraftAsync(
        UserRequest request, UserRecord? current, UserEdit edit, CancellationToken cancellationToken)
    {
        using var turn = await request.Computation.EnterAsync(cancellationToken);
        current?.ReadWith(request.Computation.Steps);
        return new UserDraft(current, edit.Apply(current, request.Computation.Steps), edit.SetsActive);
    }

    /// <summary>
    /// Waits until no other request of this instance is changing the user. Who must wait is metered first: nobody queues to be denied.
    /// </summary>
    private async Task<ITurn> EnterAsync(UserRequest request, UserId id, CancellationToken cancellationToken)
    {
        var key = (request.Caller.Account, id);
        if (_turns.TryEnter(key) is { } turn)
            return turn;
        await request.Admission;
        return await _turns.EnterAsync(key, request.Computation.Storage, cancellationToken);
    }

    private Task<UserRecord?> FindAsync(Write write, CancellationToken cancellationToken) =>
        write.Edit.Operation == AuditOperation.Create
            ? Task.FromResult<UserRecord?>(null)
            : users.FindAsync(write.Request.Caller.Account, write.Id, cancellationToken);

    /// <summary>One logical write: its id and time are the same in every try.</summary>
    private sealed record Write(UserRequest Request, UserId Id, UserEdit Edit, DateTimeOffset When)
    {
        private readonly WriteId _writeId = WriteId.New(When);

        /// <summary>The record to store; the one read if nothing changes; null for a deletion.</summary>
        public UserRecord? Complete(UserDraft draft, bool granted)
        {
            if (draft.Resolved(granted) is not { } resource)
                return null;
            var after = UserRecords.Complete(Id, resource, draft.Before, draft.Waits(granted), _writeId, When);
            return draft.Before is { } before
                && before.WaitingForLicence == after.WaitingForLicence
                && UserRecords.HaveSameContent(before, after)
                    ? before
                    : after;
        }

        public UserChange Describe(UserDraft draft, bool granted, UserRecord? after, AccountSnapshot? row)
        {
            var licencesInUse = row?.LicencesInUse + draft.LicencesChange(granted);
            var users = row?.Users + draft.UsersChange;
            var audit = new AuditEntry
            {
                Account = Request.Caller.Account,
                WriteId = _writeId,
                When = When,
                Client = Request.Caller.Client,
                Operation = Edit.Operation,
                User = Id,
                ChangedAttributes = UserRecords.ChangedAttributes(draft.Before, after),
                PreviousVersion = draft.Before?.Version,
                ActiveAfter = after?.Resource[UserResource.Active] is true,
                WaitingAfter = after is { WaitingForLicence: true },
                LicencesInUseAfter = licencesInUse,
                UsersAfter = users,
                CorrelationId = Request.CorrelationId,
            };
            return new UserChange(_writeId, draft.Before, after, row, licencesInUse ?? 0, users ?? 0, audit);
        }
    }
}
