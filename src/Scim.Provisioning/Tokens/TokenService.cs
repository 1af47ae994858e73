using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Tokens;

/// <summary>Verifies clients, and issues and revokes STS tokens.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="clients">The clients.</param>
/// <param name="authenticator">Is told of tokens that are issued and revoked here.</param>
/// <param name="time">The clock.</param>
/// <param name="ending">Looks at the clients that are read; null for nobody.</param>
public sealed class TokenService(
    ITokenStore tokens, IClientStore clients, Authenticator authenticator, TimeProvider time, EndingSecrets? ending = null)
{
    /// <summary>What every token begins with, so that one found in the wrong place is recognised.</summary>
    public const string Prefix = "scim_sts_";

    private const int MaxSecretLength = 512;
    private static readonly ClientSecret NoSecret = new(SecretHash.Of(""), default);
    private static readonly TimeSpan UsesNotedEvery = TimeSpan.FromHours(1);

    /// <summary>
    /// The client with that id and secret, or null if there is none, the secret is wrong or has expired, or the client is disabled.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    public async Task<OAuthClient?> VerifyClientAsync(string clientId, string clientSecret, CancellationToken cancellationToken) =>
        (await ProveAsync(clientId, clientSecret, cancellationToken)).Verified;

    /// <summary>As <see cref="VerifyClientAsync"/>, and which client it claims to be.</summary>
    public async Task<ClientProof> ProveAsync(string clientId, string clientSecret, CancellationToken cancellationToken)
    {
        if (!ClientId.TryParse(clientId, out var id) || clientSecret.Length is 0 or > MaxSecretLength)
            return default;
        var client = await clients.FindAsync(id, cancellationToken);
        ending?.See(client);
        var secret = SecretOf(client, SecretHash.Of(clientSecret));
        if (secret is null || client is not { Disabled: false, Trust: null })
            return new ClientProof(client, IsGood: false);
        await NoteUseAsync(client, secret, cancellationToken);
        return new ClientProof(client, IsGood: true);
    }

    /// <summary>Issues a token.</summary>
    /// <param name="client">A verified client.</param>
    /// <param name="scopes">Scopes that the client may have.</param>
    /// <param name="lifetime">How long it shall live, over 0; null or more than the client's policy gives what that does.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">It is not known whether the token was stored; it is not given out.</exception>
    public async Task<IssuedToken> IssueAsync(
        OAuthClient client, IReadOnlyList<string> scopes, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        var text = TokenText.Draw();
        var lives = client.Policy.LifetimeOf(lifetime);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lives, TimeSpan.Zero, nameof(lifetime));
        var now = time.GetUtcNow();
        var token = new StsToken
        {
            Hash = SecretHash.Of(text),
            Account = client.Account,
            Client = client.Id,
            Scopes = scopes,
            Lifetime = lives,
            IsFixed = client.Policy.IsFixed,
            Era = client.TokenEra,
            Expires = now + lives,
            LastUsed = now,
        };
        await tokens.AddAsync(token, cancellationToken);
        authenticator.Know(token.Hash);
        return new IssuedToken(text, token);
    }

    /// <summary>Revokes a token of that client; any other text revokes nothing (RFC 7009 §2.2).</summary>
    /// <exception cref="StorageUnavailableException">It is not known whether the token was revoked.</exception>
    public async Task RevokeAsync(OAuthClient client, string token, CancellationToken cancellationToken)
    {
        if (!TokenText.CanBe(token))
            return;
        var hash = SecretHash.Of(token);
        if (await tokens.FindAsync(hash, cancellationToken) is not { } found || found.Client != client.Id)
            return;
        await tokens.RevokeAsync(hash, cancellationToken);
        authenticator.Forget(hash);
    }

    /// <summary>Compares with every secret and, for a client without any, with none, in the same way.</summary>
    private ClientSecret? SecretOf(OAuthClient? client, SecretHash sent)
    {
        var now = time.GetUtcNow();
        ClientSecret? match = null;
        foreach (var secret in client?.Secrets is { Count: > 0 } secrets ? secrets : [NoSecret])
        {
            if (secret.Hash.Equals(sent) && secret.IsLiveAt(now))
                match = secret;
        }
        return match;
    }

    /// <summary>Who tells which secrets are in use does so by the hour, so that a client does not pay a write for each token.</summary>
    private async Task NoteUseAsync(OAuthClient client, ClientSecret secret, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - secret.LastUsed < UsesNotedEvery)
            return;
        try
        {
            await clients.NoteUseAsync(client, secret.Hash, now, cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            // The next use is noted.
        }
    }
}

/// <summary>A token at the only moment at which its text is known.</summary>
/// <param name="Text">The token.</param>
/// <param name="Token">What is stored of it.</param>
public sealed record IssuedToken(string Text, StsToken Token);
