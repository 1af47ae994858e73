namespace Scim.Provisioning.Tokens;

/// <summary>Turns the text of an STS token into a caller. A token lives as long as it is used.</summary>
public sealed class Authenticator : IDisposable
{
    /// <summary>The longest text that can be a token.</summary>
    public const int MaxTokenLength = 512;

    private readonly CredentialCache _credentials;
    private readonly TokenRenewal _renewal;
    private readonly TimeProvider _time;

    /// <summary>An authenticator over the stored tokens and clients.</summary>
    public Authenticator(ITokenStore tokens, IClientStore clients, TimeProvider time)
    {
        _time = time;
        _credentials = new CredentialCache(tokens, clients, time);
        _renewal = new TokenRenewal(tokens, _credentials, time);
    }

    /// <summary>The caller of a live token, or null if the token is unknown, expired or revoked, or its client disabled.</summary>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    public async Task<Caller?> AuthenticateAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length is 0 or > MaxTokenLength)
            return null;
        var hash = SecretHash.Of(token);
        var credential = await _credentials.GetAsync(hash, cancellationToken);

        // Another instance may have moved the expiry since this one read it.
        if (credential.IsValid && !credential.IsAliveAt(_time.GetUtcNow()))
            credential = await _credentials.ReadAsync(hash, cancellationToken);

        return credential.IsValid && credential.IsAliveAt(_time.GetUtcNow())
            ? credential.ToCaller(() => _renewal.Start(credential))
            : null;
    }

    /// <summary>Forgets what this instance remembers of a token, after it was revoked here.</summary>
    internal void Forget(SecretHash hash) => _credentials.Forget(hash);

    /// <inheritdoc/>
    public void Dispose() => _credentials.Dispose();
}
