using System.Runtime.CompilerServices;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Requests;

namespace Scim.Provisioning.Upkeep;

/// <summary>
/// Removes what has grown old from the logs of requests and the audit trails of all accounts, with expired tokens and idle buckets, so that
/// nothing has to be removed by hand. Several may run at once.
/// </summary>
public sealed class UpkeepSweep(
    IAccountStore accounts,
    IIntegrityCheck check,
    IRequestLog requests,
    IAuditRetention audit,
    ExpiredTokens tokens,
    IdleBuckets buckets,
    Retention retention,
    UpkeepLog log,
    TimeProvider time)
{
    private const int AccountsAtOnce = 4;

    // So that accounts with very much to remove do not keep the others waiting.
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    private readonly WorkRounds _rounds = new(AccountsAtOnce, Turn, time);

    /// <summary>Runs once. It throws nothing: what breaks off is logged and left to the next run.</summary>
    /// <param name="most">How long it may take; what is under way then ends in order, within seconds.</param>
    /// <param name="cancellationToken">Ends it in order at once.</param>
    public async Task<UpkeepCounts> RunAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var counts = new UpkeepCounts();
        try
        {
            if (await check.CheckClockAsync(either.Token) is { } difference)
            {
                log.ClockDiffers(difference.Subject);
                return counts;
            }
            var done = await Task.WhenAll(
                TryAsync(
                    () => tokens.SweepAsync(retention.Requests, removes: true, counts.Tokens, either.Token),
                    failure => log.BrokeOff("expired tokens", failure)),
                TryAsync(
                    () => buckets.SweepAsync(removes: true, counts.Buckets, either.Token),
                    failure => log.BrokeOff("idle token buckets", failure)),
                TryAsync(
                    () => SweepAccountsAsync(counts, either.Token),
                    failure => log.BrokeOff("the accounts", failure)));
            counts.IsComplete = !done.Contains(false) && !counts.HasBrokenOff;
        }
        catch (OperationCanceledException)
        {
            // The time is over, or the host stops; the next run goes on.
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            log.BrokeOff("all that grows old", failure);
        }
        log.Ended(counts);
        UpkeepMetrics.Ended(counts);
        return counts;
    }

    private Task SweepAccountsAsync(UpkeepCounts counts, CancellationToken cancellationToken) => _rounds.RunAsync(
        AccountsAsync(cancellationToken),
        async (account, stop) =>
        {
            if (!await TryAsync(() => SweepAsync(account, counts, stop), failure => log.AccountBrokeOff(account.Account, failure)))
                counts.HasBrokenOff = true;
        },
        cancellationToken);

    /// <summary>
    /// All accounts, from another one on each time: where the time is never enough for all, each is among the first now and then.
    /// </summary>
    private async IAsyncEnumerable<AccountRegistration> AccountsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = await accounts.ListAsync(cancellationToken).ToListAsync(cancellationToken);
        var first = Random.Shared.Next(all.Count + 1);
        foreach (var account in all.Skip(first).Concat(all.Take(first)))
            yield return account;
    }

    /// <summary>
    /// An account with nothing that is old costs a request for entries and one for counts, and one more for its audit trail.
    /// </summary>
    private async Task SweepAsync(AccountRegistration account, UpkeepCounts counts, CancellationToken cancellationToken)
    {
        if (account.State == AccountState.Deleted)
        {
            // What an instance still wrote while the account was being deleted.
            await requests.RemoveAllAsync(account.Account, counts.Requests, cancellationToken);
            return;
        }
        var now = time.GetUtcNow();
        await requests.RemoveAsync(account.Account, now - retention.Requests, counts.Requests, cancellationToken);
        if (retention.Audit is { } age && account.State == AccountState.Active)
            await audit.RemoveAsync(account.Account, now - age, counts.Audit, cancellationToken);
    }

    /// <summary>False if it broke off.</summary>
    private static async Task<bool> TryAsync(Func<Task> work, Action<Exception> broken)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not OutOfMemoryException)
        {
            broken(failure);
            return false;
        }
    }
}
