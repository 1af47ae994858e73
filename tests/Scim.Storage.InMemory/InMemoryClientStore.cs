using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tokens;

namespace Scim.Storage.InMemory;

/// <summary>OAuth clients in memory.</summary>
public sealed class InMemoryClientStore : IClientStore
{
    private readonly ConcurrentDictionary<ClientId, OAuthClient> _clients = new();

    public Task<OAuthClient?> FindAsync(ClientId id, CancellationToken cancellationToken) =>
        Task.FromResult(_clients.GetValueOrDefault(id));

    public Task<bool> AddAsync(OAuthClient client, CancellationToken cancellationToken) =>
        Task.FromResult(_clients.TryAdd(client.Id, client with { ETag = Tag.Next() }));

    public Task<OAuthClient?> UpdateAsync(OAuthClient client, CancellationToken cancellationToken)
    {
        lock (_clients)
        {
            if (!_clients.TryGetValue(client.Id, out var stored) || stored.ETag != client.ETag)
                return Task.FromResult<OAuthClient?>(null);
            return Task.FromResult<OAuthClient?>(_clients[client.Id] = client with { ETag = Tag.Next() });
        }
    }

    public Task NoteUseAsync(OAuthClient asRead, SecretHash secret, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ClientSecret Used(ClientSecret one) => one.Hash.Equals(secret) ? one with { LastUsed = now } : one;
        return UpdateAsync(asRead with { Secrets = [.. asRead.Secrets.Select(Used)] }, cancellationToken);
    }

    public async IAsyncEnumerable<OAuthClient> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var client in _clients.Values)
            yield return client;
    }
}
