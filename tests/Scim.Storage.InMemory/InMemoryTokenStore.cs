using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Scim.Provisioning.Tokens;

namespace Scim.Storage.InMemory;

/// <summary>STS tokens in memory.</summary>
public sealed class InMemoryTokenStore : ITokenStore
{
    private readonly ConcurrentDictionary<SecretHash, StsToken> _tokens = new();

    public Task<StsToken?> FindAsync(SecretHash hash, CancellationToken cancellationToken) =>
        Task.FromResult(_tokens.GetValueOrDefault(hash));

    public Task AddAsync(StsToken token, CancellationToken cancellationToken)
    {
        _tokens.TryAdd(token.Hash, token with { ETag = Tag.Next() });
        return Task.CompletedTask;
    }

    public Task<StsToken?> ExtendAsync(
        StsToken asRead, DateTimeOffset lastUsed, DateTimeOffset expires, CancellationToken cancellationToken)
    {
        lock (_tokens)
        {
            if (!_tokens.TryGetValue(asRead.Hash, out var token) || token.ETag != asRead.ETag)
                return Task.FromResult<StsToken?>(null);
            return Task.FromResult<StsToken?>(
                _tokens[asRead.Hash] = token with { LastUsed = lastUsed, Expires = expires, ETag = Tag.Next() });
        }
    }

    public Task<bool> RevokeAsync(SecretHash hash, CancellationToken cancellationToken)
    {
        lock (_tokens)
        {
            if (!_tokens.TryGetValue(hash, out var token))
                return Task.FromResult(false);
            _tokens[hash] = token with { Revoked = true, ETag = Tag.Next() };
            return Task.FromResult(true);
        }
    }

    public Task<bool> RemoveAsync(StsToken asRead, CancellationToken cancellationToken)
    {
        lock (_tokens)
        {
            var isAsRead = _tokens.TryGetValue(asRead.Hash, out var token) && token.ETag == asRead.ETag;
            return Task.FromResult(isAsRead && _tokens.TryRemove(asRead.Hash, out _));
        }
    }

    public async IAsyncEnumerable<StsToken> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var token in _tokens.Values)
            yield return token;
    }
}
