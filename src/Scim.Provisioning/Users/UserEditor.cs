using Scim.Protocol.Errors;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Users;

/// <summary>
/// Carries edits out: reads, decides on the licences, writes, and starts again with what is there when another writer was faster. Those
/// who change the same user in this instance do it one after another.
/// </summary>
internal sealed class UserEditor(IUserStore users, RememberedAccounts accounts, TimeProvider time)
{
    private const int TriesOfOne = 8;

    private readonly WriterTurns<(AccountId Account, UserId User)> _turns = new(time);

    /// <summary>Makes one edit. The user after it; null after a deletion.</summary>
    /// <exception cref="ScimException">The edit cannot be made.</exception>
    /// <exception cref="StorageUnavailableException">Storage gave no answer.</exception>
    /// <exception cref="ContentionException">Other writers were faster every time.</exception>
    public async Task<UserRecord?> ApplyAsync(CallContext request, UserId id, UserEdit edit, CancellationToken cancellationToken)
    {
        using var turn = edit.Operation == AuditOperation.Create ? null : await EnterAsync(request, id, cancellationToken);
        try
        {
            var settled = await ApplyAsync(request, [new PlannedEdit(id, edit)], TriesOfOne, cancellationToken);
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
    public async Task<IReadOnlyList<SettledEdit>> ApplyAsync(
        CallContext request, IReadOnlyList<PlannedEdit> edits, int tries, CancellationToken cancellationToken)
    {
        using var licences = new FreeLicences(accounts, request.Caller.Account, request.Computation.Storage);
        try
        {
            return await ApplyAsync(request, edits, licences, tries, cancellationToken);
        }
        catch (Exception end) when (HeldUpBy(end, request))
        {
            licences.HeldUp();
            throw;
        }
    }

    private async Task<IReadOnlyList<SettledEdit>> ApplyAsync(
        CallContext request, IReadOnlyList<PlannedEdit> edits, FreeLicences licences, int tries, CancellationToken cancellationToken)
    {
        if (edits.Any(edit => edit.Edit.SetsActive))
            licences.ReadAhead(cancellationToken);

        var asRead = await request.AfterAdmissionAsync(FindAsync(request, edits, cancellationToken));
        var (type, _) = await request.Rules;
        var spent = request.Computation.Steps.Spent;
        for (var attempt = 1; ; attempt++)
        {
            request.Computation.Steps.ReturnTo(spent);
            var plan = new UserWritePlan(request, type, time.GetUtcNow());
            for (var place = 0; place < edits.Count; place++)
                await plan.DraftAsync(edits[place], asRead[place], cancellationToken);
            if (plan.Decide(await licences.RowAsync(plan.Drafts, cancellationToken)) is not { } write)
                return plan.Settled;

            var outcome = await users.WriteAsync(request.Caller.Account, write, cancellationToken);
            if (write.Row is not null)
                licences.Written(outcome);
            switch (outcome.Result)
            {
                case UserWriteResult.Written:
                    return plan.Written(outcome.Changes);
                case UserWriteResult.UserNameTaken:
                    return plan.Refused(outcome.Changes, ScimError.Uniqueness(UserResource.UserName.Name));
                case UserWriteResult.UserChanged when write.Changes[outcome.Changes].Before is null:
                    return plan.Refused(outcome.Changes, ScimError.Uniqueness(UserResource.Id.Name));
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
        }
    }

    /// <summary>Whether storage held the request up, and not a client that has gone.</summary>
    private static bool HeldUpBy(Exception end, CallContext request) =>
        end is StorageUnavailableException
        || (end is OperationCanceledException && request.Computation.Storage is { IsExpired: true });

    private Task<UserRecord?[]> FindAsync(CallContext request, IReadOnlyList<PlannedEdit> edits, CancellationToken cancellationToken) =>
        Task.WhenAll(edits.Select(edit => edit.Edit.Operation == AuditOperation.Create
            ? Task.FromResult<UserRecord?>(null)
            : users.FindAsync(request.Caller.Account, edit.Id, cancellationToken)));

    /// <summary>
    /// Waits until no other request of this instance is changing the user. Who must wait is metered first: nobody queues to be denied.
    /// </summary>
    private async Task<ITurn> EnterAsync(CallContext request, UserId id, CancellationToken cancellationToken)
    {
        var key = (request.Caller.Account, id);
        if (_turns.TryEnter(key) is { } turn)
            return turn;
        await request.Admission;
        return await _turns.EnterAsync(key, request.Computation.Storage, cancellationToken);
    }
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
