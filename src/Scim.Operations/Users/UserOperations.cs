using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Scim.Operations.Accounts;
using Scim.Operations.Files;
using Scim.Operations.Reading;
using Scim.Protocol.Computing;
using Scim.Protocol.Filters;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Users;

/// <summary>The users of an account, for reading.</summary>
public sealed class UserOperations(AccountOperations accounts, IUserStore users) : IOperations
{
    /// <summary>The most users that a page has.</summary>
    public const int LargestPage = 200;

    /// <summary>How many users a page looks at before it is answered, where nothing in storage leads to who is asked for.</summary>
    public const int MostLookedAt = 10_000;

    /// <summary>The most characters of a name that is looked for.</summary>
    public const int LongestName = 1_024;

    /// <summary>A page of users, in order of creation. It does not read all of them, so that it is quick however many there are.</summary>
    /// <param name="selection">Which users.</param>
    /// <param name="size">How many at most, from 1 to <see cref="LargestPage"/>.</param>
    /// <param name="after">Only those after this one, as the page before says; null for the first page.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">
    /// There is no such account, it was deleted, the filter is wrong, or the name or the size is out of its range.
    /// </exception>
    public async Task<UserListing> ReadPageAsync(
        UserSelection selection, int size, UserId? after, CancellationToken cancellationToken)
    {
        if (size is < 1 or > LargestPage)
            throw new OperationRefusedException($"A page has 1 to {LargestPage} users. Ask for as many.");
        if (selection.Named?.Length > LongestName)
        {
            throw new OperationRefusedException(
                string.Create(CultureInfo.InvariantCulture, $"A name to look for has at most {LongestName:N0} characters. Shorten it."));
        }
        var account = await accounts.FindAsync(selection.Account, cancellationToken);
        var page = await Refusals.ToldAsync(() => FindPageAsync(selection, size, after, cancellationToken));
        return new UserListing(account, page.Users, page.Next);
    }

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
        (await DescribeAsync(account, id, cancellationToken)).Document;

    /// <summary>The user of that id with what is needed to show all of it.</summary>
    /// <exception cref="OperationRefusedException">There is no such account or user, or the account was deleted.</exception>
    public async Task<DescribedUser> DescribeAsync(AccountId account, UserId id, CancellationToken cancellationToken)
    {
        var user = await FindAsync(account, id, cancellationToken);
        var (type, _) = await accounts.RulesAsync(account, cancellationToken);
        return new DescribedUser(user, type, ExportedUser.DocumentOf(user, type));
    }

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

    private async Task<FoundPage> FindPageAsync(
        UserSelection selection, int size, UserId? after, CancellationToken cancellationToken)
    {
        var (type, _) = await accounts.RulesAsync(selection.Account, cancellationToken);
        var filter = selection.Filter is { } text ? FilterParser.Parse(text, type) : null;
        var search = new UserSearch(users, selection.Account, type, size, MostLookedAt);
        if (selection.Named is { } name)
        {
            var named = await search.FindAsync(name, after, cancellationToken);
            return named with { Users = [.. named.Users.Where(Fits)] };
        }
        return selection.WaitingOnly
            ? await search.LookAsync(Fits, after, cancellationToken)
            : await search.FilterAsync(filter, after, cancellationToken);

        bool Fits(UserRecord user) =>
            (user.WaitingForLicence || !selection.WaitingOnly)
            && filter?.Matches(user.In(type), StepBudget.Unbounded()) is not false;
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
