using Scim.Provisioning.Caching;

namespace Scim.Provisioning.Tokens;

/// <summary>
/// Credentials by the hash of their token, at most 25 s old and read once at a time, so that a revocation takes effect everywhere
/// within 30 s. Bad ones are kept apart, so that a flood of them drives no good one out.
/// </summary>
internal sealed class CredentialCache(ITokenStore tokens, IClientStore clients, TimeProvider time) : IDisposable
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(25);

    private readonly BoundedCache<SecretHash, Credential> _good = new(Capacity, Lifetime, time);
    private readonly BoundedCache<SecretHash, Credential> _bad = new(Capacity, Lifetime, time);
    private readonly SingleFlight<SecretHash, Credential> _reads = new();

    /// <summary>The credential of a token, from memory if it is there.</summary>
    public ValueTask<Credential> GetAsync(SecretHash hash, CancellationToken cancellationToken) =>
        _good.TryGet(hash, out var credential) || _bad.TryGet(hash, out credential)
            ? ValueTask.FromResult(credential)
            : new ValueTask<Credential>(ReadAsync(hash, cancellationToken));

    /// <summary>The credential of a token, read from storage.</summary>
    public Task<Credential> ReadAsync(SecretHash hash, CancellationToken cancellationToken) =>
        _reads.RunAsync(hash, () => ReadAndKeepAsync(hash), cancellationToken);

    /// <summary>Forgets a token, after it was found changed.</summary>
    public void Forget(SecretHash hash)
    {
        _good.Remove(hash);
        _bad.Remove(hash);
    }

    /// <summary>Keeps a token whose expiry was moved; the client's row is as old as it was.</summary>
    public void Renew(Credential credential, StsToken token) =>
        _good.Set(token.Hash, credential with { Token = token }, credential.ReadAt);

    /// <inheritdoc/>
    public void Dispose()
    {
        _good.Dispose();
        _bad.Dispose();
    }

    private Task<Credential> ReadAndKeepAsync(SecretHash hash) => StorageDeadline.RunSharedAsync(time, async deadline =>
    {
        var readAt = time.GetTimestamp();
        var token = await tokens.FindAsync(hash, deadline);
        var client = token is { Revoked: false } ? await clients.FindAsync(token.Client, deadline) : null;
        var credential = new Credential(token, client, readAt);
        Forget(hash);
        (credential.IsValid ? _good : _bad).Set(hash, credential, readAt);
        return credential;
    });
}
