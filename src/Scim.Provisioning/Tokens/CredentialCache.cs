using Scim.Provisioning.Caching;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Tokens;

/// <summary>
/// Credentials by the hash of their token, at most 25 s old and read once at a time, so that a revocation takes effect everywhere
/// within 30 s. Bad ones are kept apart, so that a flood of them drives no good one out, and what is not known to have been good is read
/// no faster than <see cref="UnknownTokens"/> lets it.
/// </summary>
internal sealed class CredentialCache(ITokenStore tokens, IClientStore clients, TimeProvider time, EndingSecrets? ending) : IDisposable
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan KnownFor = TimeSpan.FromDays(1);

    private readonly BoundedCache<SecretHash, Credential> _good = new(Capacity, Lifetime, time);
    private readonly BoundedCache<SecretHash, Credential> _bad = new(Capacity, Lifetime, time);
    private readonly BoundedCache<SecretHash, bool> _known = new(Capacity, KnownFor, time);
    private readonly UnknownTokens _unknown = new(time);
    private readonly SingleFlight<SecretHash, bool> _turns = new("ReadToken");
    private readonly SingleFlight<SecretHash, Credential> _reads = new("ReadToken");

    /// <summary>The credential of a token, from memory if it is there. The time for storage stands still while it waits its turn.</summary>
    /// <exception cref="Protocol.Errors.ScimException">429: too many unknown tokens came from the same address.</exception>
    public ValueTask<Credential> GetAsync(
        SecretHash hash, Func<ClientAddress> from, IStorageTime? storage, CancellationToken cancellationToken) =>
        _good.TryGet(hash, out var credential) || _bad.TryGet(hash, out credential)
            ? ValueTask.FromResult(credential)
            : new ValueTask<Credential>(ReadAsync(hash, from, storage, cancellationToken));

    /// <summary>The credential of a token, read from storage.</summary>
    /// <exception cref="Protocol.Errors.ScimException">429: too many unknown tokens came from the same address.</exception>
    public async Task<Credential> ReadAsync(
        SecretHash hash, Func<ClientAddress> from, IStorageTime? storage, CancellationToken cancellationToken)
    {
        if (_known.TryGet(hash, out _))
            return await _reads.RunAsync(hash, () => ReadAndKeepAsync(hash), cancellationToken);
        var address = from();
        storage?.Pause();
        try
        {
            await _turns.RunAsync(hash, () => WaitAsync(address), cancellationToken);
        }
        finally
        {
            storage?.RunOn();
        }
        return _bad.TryGet(hash, out var readMeanwhile)
            ? readMeanwhile
            : await _reads.RunAsync(hash, () => ReadInTurnAsync(hash, address), cancellationToken);
    }

    /// <summary>Notes that a token is good, so that its first read waits for nobody's unknown ones.</summary>
    public void Know(SecretHash hash) => _known.Set(hash, true, time.GetTimestamp());

    /// <summary>Forgets a token, after it was found changed.</summary>
    public void Forget(SecretHash hash)
    {
        _good.Remove(hash);
        _bad.Remove(hash);
    }

    /// <summary>Keeps a token whose expiry was moved.</summary>
    public void Renew(Credential credential, StsToken token) =>
        _good.Set(token.Hash, credential.Renewed(token), credential.ReadAt);

    /// <inheritdoc/>
    public void Dispose()
    {
        _good.Dispose();
        _bad.Dispose();
        _known.Dispose();
        _unknown.Dispose();
    }

    private async Task<bool> WaitAsync(ClientAddress from)
    {
        await _unknown.WaitAsync(from);
        return true;
    }

    private async Task<Credential> ReadInTurnAsync(SecretHash hash, ClientAddress from)
    {
        try
        {
            var credential = await ReadAndKeepAsync(hash);
            if (credential.Caller is not null) _unknown.GiveBack(from);
            return credential;
        }
        catch (StorageUnavailableException)
        {
            _unknown.GiveBack(from);
            throw;
        }
    }

    private Task<Credential> ReadAndKeepAsync(SecretHash hash) => StorageDeadline.RunSharedAsync(time, async deadline =>
    {
        var readAt = time.GetTimestamp();
        var token = await tokens.FindAsync(hash, deadline);
        var client = token is { Revoked: false } ? await clients.FindAsync(token.Client, deadline) : null;
        ending?.See(client);
        var credential = new Credential(token, client, readAt, wasAlive: time.GetUtcNow() < token?.Expires);
        Forget(hash);
        (credential.Caller is not null ? _good : _bad).Set(hash, credential, readAt);
        if (credential.Caller is not null) _known.Set(hash, true, readAt);
        else _known.Remove(hash);
        return credential;
    });
}

/// <summary>A token's row and then its client's row, as they were read, and what follows of them.</summary>
/// <param name="token">The token; null if there is none.</param>
/// <param name="client">Its client; null if there is none.</param>
/// <param name="readAt">The timestamp at which the first of the two reads began.</param>
/// <param name="wasAlive">True if the token had not expired when it was read, so that its expiry may have been moved since.</param>
internal sealed class Credential(StsToken? token, OAuthClient? client, long readAt, bool wasAlive)
{
    private readonly DateTimeOffset _end = token is not null && client is not null ? client.EndOf(token) : DateTimeOffset.MinValue;

    /// <summary>The token; null if there is none.</summary>
    public StsToken? Token { get; } = token;

    /// <summary>The timestamp at which the first of the two reads began.</summary>
    public long ReadAt { get; } = readAt;

    /// <summary>True if the token had not expired when it was read, so that its expiry may have been moved since.</summary>
    public bool WasAlive { get; } = wasAlive;

    /// <summary>Whom the rows let in, leaving the token's expiry aside; null for nobody.</summary>
    public Caller? Caller { get; } =
        token is { Revoked: false } && client is { Disabled: false } && client.Account == token.Account && client.Id == token.Client
            ? new Caller(client.Id, client.Account, token.Scopes, client.RateLimit)
            : null;

    /// <summary>The same with a token whose expiry was moved. The client's row is as old as it was.</summary>
    public Credential Renewed(StsToken renewed) => new(renewed, client, ReadAt, wasAlive: true);

    /// <summary>True if the token has not expired.</summary>
    public bool IsAliveAt(DateTimeOffset now) => now < _end;

    /// <summary>
    /// True if a use now must move the expiry: min(1 hour, lifetime ÷ 10) has passed since it was last moved, or it was moved by a clock
    /// that was wrong, which would let the token live on unused. Never of a token whose end is settled.
    /// </summary>
    public bool IsRenewalDueAt(DateTimeOffset now)
    {
        if (Token is null or { IsFixed: true } || Token.Era < client?.TokenEra)
            return false;
        var grace = Token.Lifetime / 10;
        return Token.LastUsed > now + ClockDifference.Greatest
            || now - Token.LastUsed >= (grace < TimeSpan.FromHours(1) ? grace : TimeSpan.FromHours(1));
    }
}
