using System.Runtime.CompilerServices;
using Scim.Operations.Accounts;
using Scim.Operations.Checks;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Upkeep;

namespace Scim.Operations.Pruning;

/// <summary>Counts and removes what is of no use any more. What was broken off can be run again.</summary>
public sealed class PruneOperations(
    AccountOperations accounts, IntegrityChecks checks, ITokenStore tokens, ITokenBucketStore buckets, IdleBuckets idle,
    IAuditRetention audit, TimeProvider time) : IOperations
{
    /// <summary>Looks at each kind in turn: tokens, token buckets and, if asked for, audit trails.</summary>
    /// <param name="request">What to look for.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <exception cref="OperationRefusedException">
    /// This machine's clock is wrong, the account is not in use, or the age is too low.
    /// </exception>
    public async IAsyncEnumerable<Pruned> PruneAsync(
        PruneRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.AuditAge < IAuditRetention.LeastAge)
            throw new OperationRefusedException("Entries of the audit trail that are younger than a day are in use. Give a higher age.");
        await checks.RequireClockAsync(cancellationToken);
        var before = time.GetUtcNow() - request.AuditAge;
        var chosen = before is null ? [] : await ChooseAsync(request.Account, cancellationToken);
        yield return await PruneTokensAsync(request.Removes, cancellationToken);
        yield return await PruneBucketsAsync(request.Removes, cancellationToken);
        if (before is { } instant) yield return await PruneAuditAsync(request.Removes, chosen, instant, cancellationToken);
    }

    /// <summary>The accounts whose audit rows may be removed. One that is being deleted loses them anyway.</summary>
    private async Task<IReadOnlyList<AccountId>> ChooseAsync(AccountId? account, CancellationToken cancellationToken) =>
        account is { } one
            ? [(await accounts.FindInUseAsync(one, cancellationToken)).Account]
            : await accounts.ListActiveAsync(cancellationToken).ToListAsync(cancellationToken);

    private async Task<Pruned> PruneTokensAsync(bool removes, CancellationToken cancellationToken)
    {
        var pruned = new Pruned(PrunedKind.Tokens);
        await foreach (var token in tokens.ListAsync(cancellationToken))
        {
            // As long over as a bucket must have been full: this clock may differ from those of the hosts.
            var isExpired = token.Expires <= time.GetUtcNow() - IdleBuckets.Rest;
            pruned = pruned.With(isExpired, isExpired && removes && await tokens.RemoveAsync(token, cancellationToken));
        }
        return pruned;
    }

    private async Task<Pruned> PruneBucketsAsync(bool removes, CancellationToken cancellationToken)
    {
        var pruned = new Pruned(PrunedKind.TokenBuckets);
        await foreach (var bucket in buckets.ListAsync(cancellationToken))
        {
            var isIdle = await idle.ContainAsync(bucket, cancellationToken);
            pruned = pruned.With(isIdle, isIdle && removes && await buckets.RemoveAsync(bucket, cancellationToken));
        }
        return pruned;
    }

    private async Task<Pruned> PruneAuditAsync(
        bool removes, IReadOnlyList<AccountId> chosen, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var pruned = new Pruned(PrunedKind.AuditRows);
        foreach (var account in chosen)
        {
            var count = await audit.CountAsync(account, before, cancellationToken);
            var removed = new Tally();
            if (removes && count.Old > 0) await audit.RemoveAsync(account, before, removed, cancellationToken);
            pruned = pruned with
            {
                All = pruned.All + count.All,
                Removable = pruned.Removable + count.Old,
                Removed = pruned.Removed + removed.Sum,
            };
        }
        return pruned;
    }

    private sealed class Tally : IProgress<int>
    {
        public long Sum { get; private set; }

        public void Report(int value) => Sum += value;
    }
}
