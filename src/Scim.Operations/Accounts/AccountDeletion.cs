using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;

namespace Scim.Operations.Accounts;

/// <summary>
/// Deletes accounts for good. Whoever still has a token is shut out first, everywhere, and its streams hand out nothing any more, before a
/// row is removed. It can be taken up again after a break at any point; the name stays reserved.
/// </summary>
public sealed class AccountDeletion(
    IAccountStore accounts, IClientStore clients, ClientService changes, ITokenStore tokens, IStreamStore streams, IRequestLog requests,
    TimeProvider time) : IOperations
{
    /// <summary>How long instances may go by what they remember of a token: 30 s.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Deletes an account with its users, its streams, its clients' access, its log of requests and its audit trail.</summary>
    /// <param name="account">The account as it was found.</param>
    /// <param name="removed">Is told how many rows were removed since it was told last.</param>
    /// <param name="cancellationToken">Breaks off; the deletion can be taken up again.</param>
    /// <returns>The account as it is then.</returns>
    /// <exception cref="OperationRefusedException">Others changed a client of the account each time that it was to be shut out.</exception>
    /// <exception cref="StorageUnavailableException">Storage gave no answer; the deletion can be taken up again.</exception>
    public async Task<KnownAccount> DeleteAsync(KnownAccount account, IProgress<int> removed, CancellationToken cancellationToken)
    {
        await Refusals.ToldAsync(async () =>
        {
            await DeleteAsync(account.Account, removed, cancellationToken);
            return true;
        });
        return new KnownAccount(account.Registration with { State = AccountState.Deleted }, Row: null);
    }

    private async Task DeleteAsync(AccountId account, IProgress<int> removed, CancellationToken cancellationToken)
    {
        await accounts.SetStateAsync(account, AccountState.Deleting, cancellationToken);
        await foreach (var client in clients.ListAsync(cancellationToken))
        {
            if (client.Account == account && !client.Disabled)
                await changes.ChangeAsync(client.Id, found => found with { Disabled = true }, cancellationToken);
        }
        await foreach (var token in tokens.ListAsync(cancellationToken))
        {
            if (token.Account == account && !token.Revoked)
                await tokens.RevokeAsync(token.Hash, cancellationToken);
        }
        await EndStreamsAsync(account, cancellationToken);
        await Task.Delay(Grace, time, cancellationToken);
        await requests.RemoveAllAsync(account, removed, cancellationToken);
        await accounts.RemoveRowsAsync(account, removed, cancellationToken);
        await accounts.SetStateAsync(account, AccountState.Deleted, cancellationToken);
    }

    private async Task EndStreamsAsync(AccountId account, CancellationToken cancellationToken)
    {
        foreach (var stream in await streams.ListAsync(account, cancellationToken).ToListAsync(cancellationToken))
        {
            var now = stream;
            while (now is { Deleted: null }
                && await streams.UpdateAsync(now with { Deleted = time.GetUtcNow() }, cancellationToken) is null)
            {
                now = await streams.FindAsync(account, stream.Id, cancellationToken);
            }
        }
    }
}
