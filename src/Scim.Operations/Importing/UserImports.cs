using System.Runtime.CompilerServices;
using Scim.Operations.Accounts;
using Scim.Operations.Files;
using Scim.Operations.Reading;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Importing;

/// <summary>Adds many users to an account: of a file, or invented ones.</summary>
public sealed class UserImports(AccountOperations accounts, IUserStore users, UserLoader loader, TimeProvider time) : IOperations
{
    /// <summary>Begins an import; nothing is read or written yet.</summary>
    /// <param name="account">The account.</param>
    /// <param name="file">The file.</param>
    /// <param name="kind">What its users shall become.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">The account is not in use, or the file's format does not hold whole users.</exception>
    public async Task<UserImport> PrepareAsync(AccountId account, UserFile file, ImportKind kind, CancellationToken cancellationToken)
    {
        if (kind == ImportKind.Restored && file.Format != UserFileFormat.JsonLines)
            throw new OperationRefusedException("Users are restored from the JSON Lines of an export; CSV does not hold whole users.");
        var row = await accounts.FindInUseAsync(account, cancellationToken);
        var rules = await accounts.RulesAsync(account, cancellationToken);
        IImportKind read = kind == ImportKind.Restored
            ? new RestoredUsers(new UserPages(users), row, rules)
            : new CreatedUsers(account, rules, time);
        return new UserImport(loader, row.Account, rules, file, read);
    }

    /// <summary>Adds invented users, for trying things out.</summary>
    /// <param name="by">Who does it.</param>
    /// <param name="account">The account's row as it was read.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="cancellationToken">Breaks off between two transactions.</param>
    /// <returns>What became of each, numbered from 1; one whose name is taken counts as being there.</returns>
    /// <exception cref="OperationRefusedException">The account is being deleted.</exception>
    public IAsyncEnumerable<ImportedUser> InventAsync(
        OperatorIdentity by, AccountSnapshot account, int count, CancellationToken cancellationToken) =>
        InventAllAsync(by, account, count, cancellationToken).Told(cancellationToken);

    private async IAsyncEnumerable<ImportedUser> InventAllAsync(
        OperatorIdentity by, AccountSnapshot account, int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rules = await accounts.RulesAsync(account.Account, cancellationToken);
        var call = by.CallFor(account.Account, rules);
        var invented = Invented(account, rules, count).ToAsyncEnumerable();
        await foreach (var (user, created, _) in loader.LoadAsync(call, invented, cancellationToken))
        {
            yield return new ImportedUser(user.Number, created switch
            {
                null => ImportResult.AlreadyThere,
                { WaitingForLicence: true } => ImportResult.CreatedWaiting,
                _ => ImportResult.Created,
            });
        }
    }

    private IEnumerable<NewUser> Invented(AccountSnapshot account, ReadingRules rules, int count)
    {
        var fakes = new FakeUsers();
        for (var number = 1; number <= count; number++)
            yield return NewUser.Read(number, UserId.New(time.GetUtcNow()), fakes.Next(account.Users + number), rules);
    }
}
