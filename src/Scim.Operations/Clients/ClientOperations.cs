using System.Runtime.CompilerServices;
using Scim.Operations.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;

namespace Scim.Operations.Clients;

/// <summary>The OAuth clients of the accounts, and their secrets.</summary>
public sealed class ClientOperations(AccountOperations accounts, IClientStore clients, ClientService changes, TimeProvider time)
    : IOperations
{
    /// <summary>The client of that id.</summary>
    /// <exception cref="OperationRefusedException">There is none.</exception>
    public async Task<OAuthClient> FindAsync(ClientId client, CancellationToken cancellationToken) =>
        await clients.FindAsync(client, cancellationToken) ?? throw Unknown(client);

    /// <summary>The client of that id, which has an old secret besides its newest.</summary>
    /// <exception cref="OperationRefusedException">There is none, or it has one secret only.</exception>
    public async Task<OAuthClient> FindWithOldSecretAsync(ClientId client, CancellationToken cancellationToken)
    {
        var found = await FindAsync(client, cancellationToken);
        return found.Secrets.Count < 2 ? throw new OperationRefusedException("The client has one secret only.") : found;
    }

    /// <summary>The clients.</summary>
    /// <param name="account">Only those of this account; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationRefusedException">There is no such account, or it was deleted.</exception>
    public async IAsyncEnumerable<OAuthClient> ListAsync(
        AccountId? account, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (account is { } one) await accounts.FindAsync(one, cancellationToken);
        await foreach (var client in clients.ListAsync(cancellationToken))
        {
            if (account is null || client.Account == account) yield return client;
        }
    }

    /// <summary>Registers a client. Its secret, if it has one, is known at this moment only.</summary>
    /// <exception cref="OperationRefusedException">The account is not in use.</exception>
    public async Task<CreatedClient> CreateAsync(NewClient wanted, CancellationToken cancellationToken)
    {
        var owner = await accounts.FindInUseAsync(wanted.Account, cancellationToken);
        return await changes.CreateAsync(wanted with { Account = owner.Account }, cancellationToken);
    }

    /// <summary>Changes how fast a client may call and how long its tokens live.</summary>
    /// <param name="client">The client.</param>
    /// <param name="limit">The new limit, by the one that it has. It may be asked several times.</param>
    /// <param name="policy">What is chosen of its tokens' lives. Setting a client to fixed ends its old tokens after one lifetime.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">There is no such client, or the choice is wrong for it.</exception>
    public Task<OAuthClient> SetAsync(
        ClientId client, Func<RateLimit, RateLimit> limit, PolicyChoice policy, CancellationToken cancellationToken) => ChangeAsync(
            client,
            found => found.With(policy.Of(found.Policy), time.GetUtcNow()) with { RateLimit = limit(found.RateLimit) },
            cancellationToken);

    /// <summary>Lets neither the client nor its tokens in, everywhere within 30 s.</summary>
    /// <exception cref="OperationRefusedException">There is no such client.</exception>
    public Task<OAuthClient> DisableAsync(ClientId client, CancellationToken cancellationToken) =>
        ChangeAsync(client, static found => found with { Disabled = true }, cancellationToken);

    /// <summary>Lets the client and its tokens in again.</summary>
    /// <exception cref="OperationRefusedException">There is no such client, or its account is not in use.</exception>
    public async Task<OAuthClient> EnableAsync(ClientId client, CancellationToken cancellationToken)
    {
        await accounts.FindInUseAsync((await FindAsync(client, cancellationToken)).Account, cancellationToken);
        return await ChangeAsync(client, static found => found with { Disabled = false }, cancellationToken);
    }

    /// <summary>Gives a client a second secret, known at this moment only. The old one is good until it is dropped or expires.</summary>
    /// <param name="client">The client.</param>
    /// <param name="lifetime">How long it is good, at most <see cref="SecretTerm.Longest"/>; null for as long as the newest is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">
    /// There is no such client, it is federated, it has two secrets already, or the lifetime is wrong.
    /// </exception>
    public async Task<CreatedClient> RotateSecretAsync(ClientId client, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        if (SecretTerm.ErrorOf(lifetime) is { } wrong)
            throw new OperationRefusedException(wrong);
        if ((await FindAsync(client, cancellationToken)).Trust is not null)
            throw new OperationRefusedException("The client is federated: assertions authenticate it, and it has no secret.");
        return await Refusals.ToldAsync(() => changes.RotateSecretAsync(client, lifetime, cancellationToken))
            ?? throw new OperationRefusedException("The client has two secrets already.", new Remedy.DropOldSecret(client));
    }

    /// <summary>Leaves a client its newest secret only: whoever still uses the old one is refused.</summary>
    /// <exception cref="OperationRefusedException">There is no such client.</exception>
    public async Task<OAuthClient> DropOldSecretAsync(ClientId client, CancellationToken cancellationToken) =>
        await Refusals.ToldAsync(() => changes.DropOldSecretAsync(client, cancellationToken)) ?? throw Unknown(client);

    private static OperationRefusedException Unknown(ClientId client) =>
        new($"There is no client '{client}'.", new Remedy.SeeClients());

    private async Task<OAuthClient> ChangeAsync(
        ClientId client, Func<OAuthClient, OAuthClient> change, CancellationToken cancellationToken) =>
        await Refusals.ToldAsync(() => changes.ChangeAsync(client, change, cancellationToken)) ?? throw Unknown(client);
}
