using System.Runtime.CompilerServices;
using Scim.Operations.Accounts;
using Scim.Operations.Checks;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Upkeep;

namespace Scim.Operations.Pruning;

/// <summary>Counts and removes what is of no use any more. What was broken off can be run again.</summary>
public sealed class PruneOperations(
    AccountOperations accounts, IntegrityChecks checks, ExpiredTokens tokens, IdleBuckets buckets, IRequestLog requests,
    IAuditRetention audit, TimeProvider time) : IOperations
{
    /// <summary>Looks at each kind in turn: tokens, token buckets and, if asked for, logs of requests and audit trails.</summary>
    /// <param name="request">What to look for.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <exception cref="OperationRefusedException">
    /// This machine's clock is wrong, the account is not in use, or an age is too low.
    /// </exception>
    public async IAsyncEnumerable<Pruned> PruneAsync(
        PruneRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.RequestAge < IRequestLog.LeastAge)
            throw new OperationRefusedException("Logged requests that are younger than a day are in use. Give a higher age.");
        if (request.AuditAge < IAuditRetention.LeastAge)
            throw new OperationRefusedException("Entries of the audit trail that are younger than a day are in use. Give a higher age.");
        await checks.RequireClockAsync(cancellationToken);
        var now = time.GetUtcNow();
        var chosen = request is { RequestAge: null, AuditAge: null } ? [] : await ChooseAsync(request.Account, cancellationToken);
        yield return await PruneAsync(
            PrunedKind.Tokens, rows => tokens.SweepAsync(ExpiredTokens.LeastRest, request.Removes, rows, cancellationToken));
        yield return await PruneAsync(PrunedKind.TokenBuckets, rows => buckets.SweepAsync(request.Removes, rows, cancellationToken));
        if (now - request.RequestAge is { } oldestRequest)
        {
            yield return await PruneAsync(PrunedKind.RequestRows, rows => EachAsync(
                chosen, account => PruneRequestsAsync(account, oldestRequest, request.Removes, rows, cancellationToken)));
        }
        if (now - request.AuditAge is { } oldestEntry)
        {
            yield return await PruneAsync(PrunedKind.AuditRows, rows => EachAsync(
                chosen, account => PruneAuditAsync(account, oldestEntry, request.Removes, rows, cancellationToken)));
        }
    }

    /// <summary>The accounts whose rows may be removed. One that is being deleted loses them anyway.</summary>
    private async Task<IReadOnlyList<AccountId>> ChooseAsync(AccountId? account, CancellationToken cancellationToken) =>
        account is { } one
            ? [(await accounts.FindInUseAsync(one, cancellationToken)).Account]
            : await accounts.ListActiveAsync(cancellationToken).ToListAsync(cancellationToken);

    private async Task PruneRequestsAsync(
        AccountId account, DateTimeOffset before, bool removes, AgedRows rows, CancellationToken cancellationToken)
    {
        var count = await requests.CountAsync(account, before, cancellationToken);
        rows.Saw(count.All, count.Old);
        if (removes && count.Old > 0) await requests.RemoveAsync(account, before, rows, cancellationToken);
    }

    private async Task PruneAuditAsync(
        AccountId account, DateTimeOffset before, bool removes, AgedRows rows, CancellationToken cancellationToken)
    {
        var count = await audit.CountAsync(account, before, cancellationToken);
        rows.Saw(count.All, count.Old);
        if (removes && count.Old > 0) await audit.RemoveAsync(account, before, rows, cancellationToken);
    }

    private static async Task EachAsync(IReadOnlyList<AccountId> chosen, Func<AccountId, Task> prune)
    {
        foreach (var account in chosen) await prune(account);
    }

    private static async Task<Pruned> PruneAsync(PrunedKind kind, Func<AgedRows, Task> sweep)
    {
        var rows = new AgedRows();
        await sweep(rows);
        return new Pruned(kind, rows.All, rows.Removable, rows.Removed);
    }
}
