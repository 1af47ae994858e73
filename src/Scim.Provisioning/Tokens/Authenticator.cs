using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Tokens;

/// <summary>Turns the text of an STS token into a caller. A token lives as long as it is used.</summary>
public sealed class Authenticator : IDisposable
{
    private readonly CredentialCache _credentials;
    private readonly TokenRenewal _renewal;
    private readonly TimeProvider _time;

    /// <summary>An authenticator over the stored tokens and clients.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="clients">The clients.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ending">Looks at the clients that are read; null for nobody.</param>
    public Authenticator(ITokenStore tokens, IClientStore clients, TimeProvider time, EndingSecrets? ending = null)
    {
        _time = time;
        _credentials = new CredentialCache(tokens, clients, time, ending);
        _renewal = new TokenRenewal(tokens, _credentials, time);
    }

    /// <summary>The caller of a token, and whose it is or was.</summary>
    /// <param name="token">What was sent. What the service cannot have issued is not looked for.</param>
    /// <param name="from">Tells where it was sent from, if the token has to be read.</param>
    /// <param name="storage">Stands still while the read waits its turn among unknown tokens; null for who waits for nothing else.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    /// <exception cref="Protocol.Errors.ScimException">429: too many unknown tokens came from the same address.</exception>
    public async Task<SentToken> AuthenticateAsync(
        string token, Func<ClientAddress> from, IStorageTime? storage, CancellationToken cancellationToken)
    {
        if (!TokenText.CanBe(token))
            return default;
        var hash = SecretHash.Of(token);
        var credential = await _credentials.GetAsync(hash, from, storage, cancellationToken);

        // Another instance may have moved the expiry since this one read it. It moves none that is over.
        if (credential is { Caller: not null, WasAlive: true } && !credential.IsAliveAt(_time.GetUtcNow()))
            credential = await _credentials.ReadAsync(hash, from, storage, cancellationToken);

        var now = _time.GetUtcNow();
        if (credential.Caller is not { } caller || !credential.IsAliveAt(now))
            return new SentToken(Caller: null, credential.Token);
        if (credential.IsRenewalDueAt(now))
            caller = caller with { RenewAsync = () => _renewal.RunAsync(credential) };
        return new SentToken(caller, credential.Token);
    }

    /// <summary>Notes that a token is good, after it was issued here.</summary>
    internal void Know(SecretHash hash) => _credentials.Know(hash);

    /// <summary>Forgets what this instance remembers of a token, after it was revoked here.</summary>
    internal void Forget(SecretHash hash) => _credentials.Forget(hash);

    /// <inheritdoc/>
    public void Dispose() => _credentials.Dispose();
}

/// <summary>A token that was sent.</summary>
/// <param name="Caller">Whom it lets in; null if it is unknown, expired or revoked, or its client disabled.</param>
/// <param name="Stored">What is stored of it, whether or not it lets anybody in; null if it is unknown.</param>
public readonly record struct SentToken(Caller? Caller, StsToken? Stored);
