using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Scim.Operations.Accounts;
using Scim.Operations.Files;
using Scim.Operations.Reading;
using Scim.Protocol.Filters;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Users;

/// <summary>The users of an account, for reading.</summary>
public sealed class UserOperations(AccountOperations accounts, IUserStore users) : IOperations
{
    /// <summary>The users in order of creation, however many: they are read while they are taken.</summary>
    /// <param name="account">The account.</param>
    /// <param name="filter">Only users that satisfy it (RFC 7644 §3.4.2.2); null for all.</param>
    /// <param name="waitingOnly">True for those alone that wait for a licence.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationRefusedException">
    /// There is no such account, it was deleted, or the filter is wrong. It is thrown before the first user is given.
    /// </exception>
    public IAsyncEnumerable<UserRecord> ListAsync(
        AccountId account, string? filter, bool waitingOnly, CancellationToken cancellationToken) =>
        ReadAsync(account, filter, cancellationToken).Where(user => user.WaitingForLicence || !waitingOnly).Told(cancellationToken);

    /// <summary>The user of that id.</summary>
    /// <exception cref="OperationRefusedException">There is no such account or user, or the account was deleted.</exception>
    public async Task<UserRecord> FindAsync(AccountId account, UserId id, CancellationToken cancellationToken)
    {
        await accounts.FindAsync(account, cancellationToken);
        return await users.FindAsync(account, id, cancellationToken)
            ?? throw new OperationRefusedException($"There is no user '{id}' in that account.", new Remedy.SeeUsers());
    }

    /// <summary>The whole user of that id, as <see cref="ExportedUser"/> has it.</summary>
    /// <exception cref="OperationRefusedException">There is no such account or user, or the account was deleted.</exception>
    public async Task<JsonObject> ShowAsync(AccountId account, UserId id, CancellationToken cancellationToken) =>
        ExportedUser.DocumentOf(
            await FindAsync(account, id, cancellationToken), (await accounts.RulesAsync(account, cancellationToken)).Type);

    /// <summary>Writes all users of an account to a file that an import takes.</summary>
    /// <param name="account">The account as it was found.</param>
    /// <param name="file">Where to; it is left open. It holds personal data, so nobody else should be able to read it.</param>
    /// <param name="format">How.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>Each user once it is written; the file is whole when the last has been taken.</returns>
    public IAsyncEnumerable<UserRecord> ExportAsync(
        KnownAccount account, Stream file, UserFileFormat format, CancellationToken cancellationToken)
    {
        return WriteAsync().Told(cancellationToken);

        async IAsyncEnumerable<UserRecord> WriteAsync()
        {
            var (type, _) = await accounts.RulesAsync(account.Account, cancellationToken);
            var all = new UserPages(users).ReadAsync(account.Account, type, filter: null, cancellationToken);
            await foreach (var user in UserFileWriter.WriteAsync(all, type, file, format, cancellationToken)) yield return user;
        }
    }

    private async IAsyncEnumerable<UserRecord> ReadAsync(
        AccountId account, string? filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await accounts.FindAsync(account, cancellationToken);
        var (type, _) = await accounts.RulesAsync(account, cancellationToken);
        var parsed = filter is null ? null : FilterParser.Parse(filter, type);
        await foreach (var user in new UserPages(users).ReadAsync(account, type, parsed, cancellationToken)) yield return user;
    }
}
