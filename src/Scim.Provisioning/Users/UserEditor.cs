using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Users;

/// <summary>
/// Carries edits out: reads, decides on the licences, writes, and starts again with what is there when another writer was faster. Those
/// who change the same user in this instance do it one after another.
/// </summary>
/// <param name="users">The users.</param>
/// <param name="remembered">The users that changes begin from; null to read them each time.</param>
/// <param name="accounts">What is remembered of accounts.</param>
/// <param name="commits">Who is told of writes that make events.</param>
/// <param name="time">The clock.</param>
internal sealed class UserEditor(
    IUserStore users, RememberedUsers? remembered, RememberedAccounts accounts, CommitSignals commits, TimeProvider time)
{
    private const int TriesOfOne = 8;

    private readonly Turns<(AccountId Account, UserId User)> _turns = new(time, StorageDeadline.Length);

    /// <summary>Makes one edit. The user after it; null after a deletion.</summary>
    /// <exception cref="ScimException">The edit cannot be made.</exception>
    /// <exception cref="StorageUnavailableException">Storage gave no answer.</exception>
    /// <exception cref="ContentionException">Other writers were faster every time.</exception>
    public async Task<UserRecord?> ApplyAsync(CallContext request, UserId id, UserEdit edit, CancellationToken cancellationToken)
    {
        using var turn = edit.Operation == AuditOperation.Create ? null : await EnterAsync(request, id, cancellationToken);
        try
        {
            var settled = await ApplyTogetherAsync(request, [new PlannedEdit(id, edit)], TriesOfOne, cancellationToken);
            // There is one or the other.
            return settled is [{ Refusal: null } done] ? done.After : throw new ScimException(settled[0].Refusal!);
        }
        catch (Exception end) when (HeldUpBy(end, request))
        {
            turn?.HeldUp();
            throw;
        }
    }

    /// <summary>
    /// Makes edits of different users in one transaction, as many as fit into it. Those that cannot be made at all are refused for
    /// themselves.
    /// </summary>
    /// <param name="request">Who asks.</param>
    /// <param name="edits">The edits, at least one.</param>
    /// <param name="tries">How often other writers may be faster.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What became of some of them, at least one. The others are as they were.</returns>
    public async Task<IReadOnlyList<SettledEdit>> ApplyTogetherAsync(
        CallContext request, IReadOnlyList<PlannedEdit> edits, int tries, CancellationToken cancellationToken)
    {
        using var turn = AccountTurn.Begin(accounts, request, edits.Any(edit => edit.Edit.SetsActive), cancellationToken);
        try
        {
            return await CarryOutAsync(request, edits, turn, tries, cancellationToken);
        }
        catch (Exception end) when (HeldUpBy(end, request))
        {
            turn.HeldUp();
            throw;
        }
    }

    private async Task<IReadOnlyList<SettledEdit>> CarryOutAsync(
        CallContext request, IReadOnlyList<PlannedEdit> edits, AccountTurn turn, int tries, CancellationToken cancellationToken)
    {
        var asRemembered = Remembered(request.Account, edits);
        var read = asRemembered is null ? FindAsync(request, edits, cancellationToken) : Task.FromResult(asRemembered);
        var asRead = await request.AfterAdmissionAsync(read);
        var (type, _) = await request.Rules;
        foreach (var user in asRemembered ?? [])
            NewerTypeException.ThrowIfNewer(user, type);
        var spent = request.Computation.Steps.Spent;
        for (var attempt = 1; ; attempt++)
        {
            var plan = new UserWritePlan(request, type, accounts, time.GetUtcNow());
            await plan.DraftAsync(edits, asRead, cancellationToken);
            var row = plan.MayChangeCounters ? await turn.RowAsync(plan.LicencesNeeded, cancellationToken) : null;
            var write = await plan.DecideAsync(row, cancellationToken);
            var isFromMemory = asRemembered is not null && ReferenceEquals(asRead, asRemembered);
            if (isFromMemory && plan.Settled.Count > 0)
            {
                // A refusal, or that nothing changes, is never said from memory.
                await StartOverAsync();
                continue;
            }
            if (write is null)
                return plan.Settled;

            var outcome = await WriteAsync(request.Account, write, cancellationToken);
            if (write.Row is not null)
                turn.Written(outcome);
            switch (outcome.Result)
            {
                case UserWriteResult.Written:
                    return plan.Written(outcome.Changes);
                case UserWriteResult.UserNameTaken:
                    return plan.Refused(outcome.Changes, ScimError.Uniqueness(UserResource.UserName.Name));
                case UserWriteResult.UserChanged when write.Changes[outcome.Changes].Before is null:
                    return plan.Refused(outcome.Changes, ScimError.Uniqueness(UserResource.Id.Name));
            }
            if (isFromMemory && outcome.Result == UserWriteResult.UserChanged)
            {
                // No race was lost: what was remembered was old.
                await StartOverAsync();
                continue;
            }
            if (attempt == tries)
                throw new ContentionException();

            // What was remembered may just have been old; only a second loss in a row means that there is a race.
            if (attempt > 1)
                await Task.Delay(
                    TimeSpan.FromMilliseconds(Random.Shared.Next(1, 9) * Math.Min(attempt, TriesOfOne)), time, cancellationToken);
            // The next transaction checks the users by their tags anyway: only one that is known to have changed is read again.
            if (outcome.Result == UserWriteResult.UserChanged)
                asRead = await FindAsync(request, edits, cancellationToken);
            request.Computation.Steps.ReturnTo(spent);

            async Task StartOverAsync()
            {
                asRead = await FindAsync(request, edits, cancellationToken);
                request.Computation.Steps.ReturnTo(spent);
                attempt--;
            }
        }
    }

    private async Task<UserWriteOutcome> WriteAsync(AccountId account, UserWrite write, CancellationToken cancellationToken)
    {
        var outcome = default(UserWriteOutcome);
        try
        {
            return outcome = await users.WriteAsync(account, write, cancellationToken);
        }
        finally
        {
            Note(account, write, outcome);
            // Also where the outcome is not known.
            if (write.Streams.Count > 0)
                commits.Raise(account, write.Streams);
        }
    }

    private void Note(AccountId account, UserWrite write, UserWriteOutcome outcome)
    {
        if (remembered is null)
            return;
        for (var place = 0; place < write.Changes.Count; place++)
        {
            var (before, after, _) = write.Changes[place];
            if (after is not null && place < outcome.Tags?.Count)
                remembered.Note(account, after.StoredAs(outcome.Tags[place]));
            else if (before is not null)
                remembered.Forget(account, before.Id);
        }
    }

    /// <summary>Whether storage held the request up, and not a client that has gone.</summary>
    private static bool HeldUpBy(Exception end, CallContext request) =>
        end is StorageUnavailableException
        || (end is OperationCanceledException && request.Computation.Storage is { IsExpired: true });

    private async Task<UserRecord?[]> FindAsync(
        CallContext request, IReadOnlyList<PlannedEdit> edits, CancellationToken cancellationToken) =>
        edits.Count == 1
            ? [await FindAsync(request, edits[0], cancellationToken)]
            : await Task.WhenAll(edits.Select(edit => FindAsync(request, edit, cancellationToken)));

    /// <summary>The users as they are remembered; null if one is not, or if none has to be known.</summary>
    private UserRecord?[]? Remembered(AccountId account, IReadOnlyList<PlannedEdit> edits)
    {
        if (remembered is null)
            return null;
        var known = new UserRecord?[edits.Count];
        var isAny = false;
        for (var place = 0; place < edits.Count; place++)
        {
            if (edits[place].Edit.Operation == AuditOperation.Create)
                continue;
            if ((known[place] = remembered.Find(account, edits[place].Id)) is null)
                return null;
            isAny = true;
        }
        return isAny ? known : null;
    }

    private async Task<UserRecord?> FindAsync(CallContext request, PlannedEdit edit, CancellationToken cancellationToken)
    {
        if (edit.Edit.Operation == AuditOperation.Create)
            return null;
        var user = await users.FindAsync(request.Account, edit.Id, cancellationToken);
        if (user is not null)
            remembered?.Note(request.Account, user);
        NewerTypeException.ThrowIfNewer(user, (await request.Rules).Type);
        return user;
    }

    /// <summary>
    /// Waits until no other request of this instance is changing the user. Who must wait is metered first: nobody queues to be denied.
    /// </summary>
    private async Task<ITurn> EnterAsync(CallContext request, UserId id, CancellationToken cancellationToken)
    {
        var key = (request.Account, id);
        if (_turns.TryEnter(key) is { } turn)
            return turn;
        await request.Admission;
        return await _turns.EnterAsync(key, request.Computation.Storage, cancellationToken);
    }
}
