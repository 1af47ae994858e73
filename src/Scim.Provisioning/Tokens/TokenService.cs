using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Tokens;

/// <summary>Verifies clients, and issues and revokes STS tokens.</summary>
public sealed class TokenService(ITokenStore tokens, IClientStore clients, Authenticator authenticator, TimeProvider time)
{
    /// <summary>What every token begins with, so that one found in the wrong place is recognised.</summary>
    public const string Prefix = "scim_sts_";

    private const int MaxSecretLength = 512;
    private static readonly SecretHash NoSecret = SecretHash.Of("");

    /// <summary>The default and the longest lifetime of an unused token: 31,556,952 s, a year.</summary>
    public static TimeSpan MaxLifetime { get; } = TimeSpan.FromSeconds(31_556_952);

    /// <summary>The client with that id and secret, or null if there is none, the secret is wrong or the client is disabled.</summary>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    public async Task<OAuthClient?> VerifyClientAsync(string clientId, string clientSecret, CancellationToken cancellationToken)
    {
        if (!ClientId.TryParse(clientId, out var id) || clientSecret.Length is 0 or > MaxSecretLength)
            return null;
        var client = await clients.FindAsync(id, cancellationToken);
        return HasSecret(client, SecretHash.Of(clientSecret)) && client is { Disabled: false } ? client : null;
    }

    /// <summary>Issues a token.</summary>
    /// <param name="client">A verified client.</param>
    /// <param name="scopes">Scopes that the client may have.</param>
    /// <param name="lifetime">How long it lives unused, over 0; null or more than <see cref="MaxLifetime"/> gives that.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">It is not known whether the token was stored; it is not given out.</exception>
    public async Task<IssuedToken> IssueAsync(
        OAuthClient client, IReadOnlyList<string> scopes, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        var text = TokenText.Draw();
        var lives = lifetime is { } asked && asked < MaxLifetime ? asked : MaxLifetime;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lives, TimeSpan.Zero, nameof(lifetime));
        var now = time.GetUtcNow();
        var token = new StsToken
        {
            Hash = SecretHash.Of(text),
            Account = client.Account,
            Client = client.Id,
            Scopes = scopes,
            Lifetime = lives,
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

    /// <summary>Compares with every secret and, for an unknown client, with none, in the same way.</summary>
    private static bool HasSecret(OAuthClient? client, SecretHash secret)
    {
        var matches = false;
        foreach (var hash in client?.Secrets.Select(s => s.Hash) ?? [NoSecret])
            matches |= hash.Equals(secret);
        return matches && client is not null;
    }
}

/// <summary>A token at the only moment at which its text is known.</summary>
/// <param name="Text">The token.</param>
/// <param name="Token">What is stored of it.</param>
public sealed record IssuedToken(string Text, StsToken Token);
