using System.Runtime.CompilerServices;
using Scim.Operations.Reading;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Accounts;

/// <summary>The accounts, their licences and settings.</summary>
public sealed class AccountOperations(IAccountStore accounts, RememberedAccounts remembered, IUserStore users, TimeProvider time)
    : IOperations
{
    /// <summary>The account of that name, unless it was deleted.</summary>
    /// <exception cref="OperationRefusedException">There is none, or it was deleted.</exception>
    public async Task<KnownAccount> FindAsync(AccountId account, CancellationToken cancellationToken)
    {
        var (found, read) = (accounts.FindRegistrationAsync(account, cancellationToken), accounts.FindAsync(account, cancellationToken));
        await Task.WhenAll(found, read);
        var registration = await found
            ?? throw new OperationRefusedException($"There is no account '{account}'.", new Remedy.SeeAccounts());
        var row = await read;
        return registration.State == AccountState.Deleted
            ? throw new OperationRefusedException($"The account '{account}' was deleted.")
            : new KnownAccount(registration, row);
    }

    /// <summary>The row of the account of that name, if somebody may be let into it.</summary>
    /// <exception cref="OperationRefusedException">
    /// There is none, it was deleted or is being deleted, or its creation broke off.
    /// </exception>
    public async Task<AccountSnapshot> FindInUseAsync(AccountId account, CancellationToken cancellationToken)
    {
        var (registration, row) = await FindAsync(account, cancellationToken);
        return registration.State == AccountState.Active
            ? row ?? throw new OperationRefusedException(
                $"The creation of the account '{account}' broke off.", new Remedy.CreateAgain(account))
            : throw new OperationRefusedException($"The account '{account}' is being deleted.", new Remedy.FinishDeletion(account));
    }

    /// <summary>How an account reads requests; as a new one, if its creation broke off.</summary>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="atLeast">A generation of its schemas that is known to be in force; 0 for none.</param>
    internal async Task<ReadingRules> RulesAsync(AccountId account, CancellationToken cancellationToken, int atLeast = 0)
    {
        try
        {
            return await remembered.RulesAsync(account, atLeast, cancellationToken);
        }
        catch (AccountGoneException)
        {
            return ReadingRules.Default;
        }
    }

    /// <summary>Every account ever created, by name; those that were deleted too.</summary>
    public async IAsyncEnumerable<KnownAccount> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var registration in accounts.ListAsync(cancellationToken))
            yield return new KnownAccount(registration, await accounts.FindAsync(registration.Account, cancellationToken));
    }

    /// <summary>The names of the accounts that are neither deleted nor being deleted.</summary>
    public IAsyncEnumerable<AccountId> ListActiveAsync(CancellationToken cancellationToken) => accounts.ListAsync(cancellationToken)
        .Where(static registration => registration.State == AccountState.Active)
        .Select(static registration => registration.Account);

    /// <summary>Counts the users that wait and looks for the last change; a large account takes a while.</summary>
    /// <exception cref="OperationRefusedException">There is no such account, or it was deleted.</exception>
    public async Task<AccountDetail> DescribeAsync(AccountId account, CancellationToken cancellationToken)
    {
        var found = await FindAsync(account, cancellationToken);
        var waiting = await Refusals.ToldAsync(
            () => new UserPages(users).ReadWaitingAsync(account, cancellationToken).CountAsync(cancellationToken).AsTask());
        var newest = await users.ReadAuditAsync(account, cancellationToken).FirstOrDefaultAsync(cancellationToken);
        return new AccountDetail(found, waiting, newest?.When);
    }

    /// <summary>Creates an account, or finishes a creation of that name that broke off.</summary>
    /// <param name="account">Its name, which is never given twice.</param>
    /// <param name="licences">How many users may be active.</param>
    /// <param name="settings">How its requests are read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">The name is taken.</exception>
    public async Task<KnownAccount> CreateAsync(
        AccountId account, LicenceCount licences, AccountSettings settings, CancellationToken cancellationToken)
    {
        if (!await accounts.CreateAsync(account, time.GetUtcNow(), licences.Owned, settings, cancellationToken))
        {
            throw new OperationRefusedException(
                $"The name '{account}' is taken, perhaps by an account that was deleted. Choose another.");
        }
        return await FindAsync(account, cancellationToken);
    }

    /// <summary>Changes licences or settings. What somebody else changes meanwhile is kept.</summary>
    /// <exception cref="OperationRefusedException">The account is not in use.</exception>
    public async Task<KnownAccount> ChangeAsync(AccountId account, AccountChange change, CancellationToken cancellationToken)
    {
        AccountSnapshot? written;
        do
        {
            var row = await FindInUseAsync(account, cancellationToken);
            var owned = change.Licences is { } licences ? licences.Owned : row.LicencesOwned;
            var settings = new AccountSettings(
                change.Strictness ?? row.Strictness, change.Names ?? row.Settings.Names, change.Logging ?? row.Settings.Logging);
            written = await accounts.UpdateSettingsAsync(row, owned, settings, cancellationToken);
        }
        while (written is null);
        return await FindAsync(account, cancellationToken);
    }
}
