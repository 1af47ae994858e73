using System.Runtime.CompilerServices;
using Scim.Operations.Accounts;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tokens;

namespace Scim.Operations.Checks;

/// <summary>
/// Whether storage answers, lets the operator in and has the same time, what is stored fits together, and no client's secret ends soon.
/// </summary>
public sealed class IntegrityChecks(AccountOperations accounts, IIntegrityCheck check, IClientStore clients, TimeProvider time)
    : IOperations
{
    /// <summary>The accounts that can be checked.</summary>
    /// <param name="account">Only this one; null for every active one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">There is no such account, or it is being deleted.</exception>
    public async Task<IReadOnlyList<AccountId>> ChooseAsync(AccountId? account, CancellationToken cancellationToken)
    {
        if (account is not { } one) return await accounts.ListActiveAsync(cancellationToken).ToListAsync(cancellationToken);
        var found = await accounts.FindAsync(one, cancellationToken);
        return found.Registration.State == AccountState.Active
            ? [one]
            : throw new OperationRefusedException($"The account '{one}' is being deleted.");
    }

    /// <summary>Finds what is wrong. Only one row is written and removed at once, to see whether that is allowed.</summary>
    /// <param name="chosen">The accounts, as they were chosen.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <param name="begun">Is told of each account when its turn comes; null for nobody.</param>
    public IAsyncEnumerable<Finding> CheckAsync(
        IReadOnlyList<AccountId> chosen, CancellationToken cancellationToken, IProgress<AccountId>? begun = null) =>
        FindAsync(chosen, repair: false, begun, cancellationToken).Told(cancellationToken);

    /// <summary>Finds what is wrong and repairs counters, index rows, streams and missing tables. It may run beside the service.</summary>
    /// <param name="chosen">The accounts, as they were chosen.</param>
    /// <param name="cancellationToken">Ends the repair.</param>
    /// <param name="begun">Is told of each account when its turn comes; null for nobody.</param>
    /// <exception cref="OperationRefusedException">This machine's clock is wrong.</exception>
    public async IAsyncEnumerable<Finding> RepairAsync(
        IReadOnlyList<AccountId> chosen,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        IProgress<AccountId>? begun = null)
    {
        await RequireClockAsync(cancellationToken);
        var found = FindAsync(chosen, repair: true, begun, cancellationToken).Told(cancellationToken);
        await foreach (var finding in found) yield return finding;
    }

    /// <summary>Goes on only if this machine's clock agrees with storage's: by a wrong one, what is in use looks old.</summary>
    /// <exception cref="OperationRefusedException">The clocks differ.</exception>
    public async Task RequireClockAsync(CancellationToken cancellationToken)
    {
        if (await check.CheckClockAsync(cancellationToken) is { } finding)
        {
            throw new OperationRefusedException(
                $"Nothing was done: {finding.Subject}. Set the clock of this machine and try again.");
        }
    }

    private async IAsyncEnumerable<Finding> FindAsync(
        IReadOnlyList<AccountId> chosen,
        bool repair,
        IProgress<AccountId>? begun,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A table that is missing is created before a row is written to it, but told of after.
        var tables = await check.CheckTablesAsync(repair, cancellationToken).ToListAsync(cancellationToken);
        await foreach (var finding in check.CheckAccessAsync(cancellationToken)) yield return finding;
        foreach (var finding in tables) yield return finding;
        foreach (var account in chosen)
        {
            begun?.Report(account);
            await foreach (var finding in check.CheckAsync(account, repair, cancellationToken)) yield return finding;
        }
        var (now, owners) = (time.GetUtcNow(), chosen.ToHashSet());
        await foreach (var client in clients.ListAsync(cancellationToken))
        {
            if (client.Disabled || !owners.Contains(client.Account)) continue;
            foreach (var finding in SecretCheck.Of(client, now)) yield return finding;
        }
    }
}
