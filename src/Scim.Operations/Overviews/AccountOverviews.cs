using System.Runtime.CompilerServices;
using Scim.Operations.Accounts;
using Scim.Operations.Reading;
using Scim.Operations.Streams;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;

namespace Scim.Operations.Overviews;

/// <summary>What is to be looked at, account by account.</summary>
public sealed class AccountOverviews(IUserStore users, IClientStore clients, StreamOperations streams, TimeProvider time) : IOperations
{
    /// <summary>Of how many users at most those are counted that wait for a licence: each of them is read.</summary>
    public const int MostCounted = 10_000;

    /// <summary>How long an event may wait before its stream is called late: 15 minutes, as for the alert.</summary>
    public static TimeSpan Late { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Looks at accounts, one after the other; those that are not in use are left out.</summary>
    /// <param name="accounts">The accounts as a list gave them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationRefusedException">Reading them was refused.</exception>
    public IAsyncEnumerable<AccountOverview> ReadAsync(IReadOnlyList<KnownAccount> accounts, CancellationToken cancellationToken) =>
        ReadAllAsync(accounts, cancellationToken).Told(cancellationToken);

    private async IAsyncEnumerable<AccountOverview> ReadAllAsync(
        IReadOnlyList<KnownAccount> accounts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ofAccounts = (await clients.ListAsync(cancellationToken).Where(client => !client.Disabled).ToListAsync(cancellationToken))
            .ToLookup(client => client.Account);
        foreach (var account in accounts)
        {
            if (account is not { Row: { } row, Registration.State: AccountState.Active }) continue;
            var waiting = await CountWaitingAsync(row, cancellationToken);
            yield return new AccountOverview(
                account.Account,
                waiting,
                [
                    .. OfLicences(row, waiting ?? 0),
                    .. ofAccounts[account.Account].SelectMany(OfSecrets),
                    .. await OfStreamsAsync(account.Account, cancellationToken),
                ]);
        }
    }

    private async Task<int?> CountWaitingAsync(AccountSnapshot row, CancellationToken cancellationToken)
    {
        if (row.Users <= row.LicencesInUse) return 0; // All of them are active.
        if (row.Users > MostCounted) return null;
        return await new UserPages(users).ReadWaitingAsync(row.Account, cancellationToken).CountAsync(cancellationToken);
    }

    private static IEnumerable<AccountWarning> OfLicences(AccountSnapshot row, int waiting)
    {
        if (waiting > 0) yield return new AccountWarning.UsersWaiting(waiting, row.FreeLicences);
        else if (row is { LicencesOwned: { } owned, HasFreeLicence: false }) yield return new AccountWarning.LicencesUsedUp(owned);
    }

    private IEnumerable<AccountWarning> OfSecrets(OAuthClient client)
    {
        var now = time.GetUtcNow();
        return
            from secret in client.Secrets
            where secret.IsEndingAt(now)
            select new AccountWarning.SecretEnding(
                client.Id,
                secret.Expires.GetValueOrDefault(), // It ends.
                !secret.IsLiveAt(now),
                secret != client.Secrets[^1]);
    }

    private async Task<List<AccountWarning>> OfStreamsAsync(AccountId account, CancellationToken cancellationToken)
    {
        var warnings = new List<AccountWarning>();
        foreach (var (stream, _) in await streams.ListAsync(account, cancellationToken))
        {
            if (stream is not { Deleted: null, Status: not StreamStatus.Disabled }) continue;
            var state = await streams.DescribeAsync(account, stream.Id, cancellationToken);
            if (state.OldestAge > Late && state.Backlog > state.SetAside)
                warnings.Add(new AccountWarning.StreamBehind(stream.Id, stream.Audience, state.Backlog, state.OldestAge.Value));
            if (state.SetAside > 0)
                warnings.Add(new AccountWarning.EventsSetAside(stream.Id, stream.Audience, state.SetAside));
        }
        return warnings;
    }
}
