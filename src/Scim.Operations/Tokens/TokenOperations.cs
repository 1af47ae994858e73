using System.Runtime.CompilerServices;
using Scim.Operations.Accounts;
using Scim.Operations.Clients;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tokens;

namespace Scim.Operations.Tokens;

/// <summary>The STS tokens of the clients.</summary>
public sealed class TokenOperations(AccountOperations accounts, ClientOperations clients, ITokenStore tokens, TokenService service)
    : IOperations
{
    /// <summary>Issues a token to a client, with all of the client's scopes. Its text is known at this moment only.</summary>
    /// <param name="client">The client.</param>
    /// <param name="lifetime">
    /// How long it lives, over 0: from now on if the client's tokens are fixed (at least a minute), else unused; null for the longest,
    /// which is also the most: what the client's policy gives, or a year.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">There is no such client, it is disabled, or its account is not in use.</exception>
    public async Task<IssuedToken> IssueAsync(ClientId client, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        var owner = await clients.FindAsync(client, cancellationToken);
        await accounts.FindInUseAsync(owner.Account, cancellationToken);
        if (owner.Disabled)
            throw new OperationRefusedException($"The client '{owner.Id}' is disabled.", new Remedy.EnableClient(owner.Id));
        return await service.IssueAsync(owner, owner.Scopes, lifetime, cancellationToken);
    }

    /// <summary>The tokens.</summary>
    /// <param name="account">Only those for this account; null for all.</param>
    /// <param name="client">Only those of this client; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationRefusedException">There is no such account or client.</exception>
    public async IAsyncEnumerable<StsToken> ListAsync(
        AccountId? account, ClientId? client, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (account is { } one) await accounts.FindAsync(one, cancellationToken);
        if (client is { } owner) await clients.FindAsync(owner, cancellationToken);
        var owners = await clients.ListAsync(account, cancellationToken).ToDictionaryAsync(
            known => known.Id, cancellationToken: cancellationToken);
        await foreach (var token in tokens.ListAsync(cancellationToken))
        {
            if ((account is null || token.Account == account) && (client is null || token.Client == client))
                yield return owners.TryGetValue(token.Client, out var known) ? token with { Expires = known.EndOf(token) } : token;
        }
    }

    /// <summary>The one token whose fingerprint begins with some digits.</summary>
    /// <param name="digits">The first hexadecimal digits, at least <see cref="Fingerprint.Shortest"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">The digits are no fingerprint, or not that of one token.</exception>
    public async Task<StsToken> FindAsync(string digits, CancellationToken cancellationToken)
    {
        if (!Fingerprint.IsOne(digits))
        {
            throw new OperationRefusedException(
                $"A fingerprint has at least {Fingerprint.Shortest} hexadecimal digits.", new Remedy.SeeTokens());
        }
        var named = await tokens.ListAsync(cancellationToken)
            .Where(token => Fingerprint.Names(digits, token))
            .Take(2)
            .ToListAsync(cancellationToken);
        return named switch
        {
            [var token] => token,
            [] => throw new OperationRefusedException("There is no token of that fingerprint.", new Remedy.SeeTokens()),
            _ => throw new OperationRefusedException("Several tokens have that fingerprint. Give more of its digits."),
        };
    }

    /// <summary>Revokes a token for good, everywhere within 30 s.</summary>
    /// <returns>The token as it is then.</returns>
    public async Task<StsToken> RevokeAsync(StsToken token, CancellationToken cancellationToken)
    {
        await tokens.RevokeAsync(token.Hash, cancellationToken);
        return token with { Revoked = true };
    }
}
