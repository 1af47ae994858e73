using System.Buffers.Text;
using System.Security.Cryptography;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Tokens;

/// <summary>
/// Registers OAuth clients and changes them. A change made meanwhile by another operator is kept: it is made again on top.
/// </summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when storage gives no definite answer in time.</remarks>
public sealed class ClientService(IClientStore clients, TimeProvider time)
{
    private const int MaxTries = 8;
    private const int MostSecrets = 2;

    /// <summary>Registers a client under a new id and, unless it is federated, with a new secret, both of unreserved characters.</summary>
    public async Task<CreatedClient> CreateAsync(NewClient wanted, CancellationToken cancellationToken)
    {
        var (text, now) = (wanted.Trust is null ? DrawText() : null, time.GetUtcNow());
        var client = new OAuthClient
        {
            Id = ClientId.Parse(Guid.CreateVersion7(now).ToString("D")),
            Account = wanted.Account,
            Secrets = text is null ? [] : [new ClientSecret(SecretHash.Of(text), now, now + wanted.SecretLifetime)],
            Trust = wanted.Trust,
            Scopes = wanted.Scopes,
            RateLimit = wanted.RateLimit,
            Policy = wanted.Policy,
            Connector = wanted.Connector,
        };
        if (!await clients.AddAsync(client, cancellationToken))
            throw new StorageUnavailableException("A new client's id was taken.");
        return new CreatedClient(client, text);
    }

    /// <summary>Adds a second secret, so that both are good until the older one is dropped or expires. One that has expired goes.</summary>
    /// <param name="id">The client.</param>
    /// <param name="lifetime">When the new secret expires, from now on; null for the lifetime that the newest has.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>
    /// The client and the new secret; null if there is no such client, it is federated, or it has two secrets already that are good.
    /// </returns>
    public async Task<CreatedClient?> RotateSecretAsync(ClientId id, TimeSpan? lifetime, CancellationToken cancellationToken)
    {
        var (text, now) = (DrawText(), time.GetUtcNow());
        var changed = await ChangeAsync(
            id,
            client =>
            {
                var live = client.Secrets.Where(secret => secret.IsLiveAt(now)).ToList();
                if (client.Trust is not null || live.Count >= MostSecrets)
                    return null;
                var expires = now + (lifetime ?? client.Secrets[^1].Lifetime); // Who is not federated has one.
                return client with { Secrets = [.. live, new ClientSecret(SecretHash.Of(text), now, expires)] };
            },
            cancellationToken);
        return changed is null ? null : new CreatedClient(changed, text);
    }

    /// <summary>Leaves the newest secret only.</summary>
    /// <returns>The client; null if there is no such client.</returns>
    public Task<OAuthClient?> DropOldSecretAsync(ClientId id, CancellationToken cancellationToken) =>
        ChangeAsync(id, client => client with { Secrets = [.. client.Secrets.TakeLast(1)] }, cancellationToken);

    /// <summary>Changes a client.</summary>
    /// <param name="id">The client.</param>
    /// <param name="change">What to make of it, perhaps several times; null to leave it as it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The client as written; null if there is none or it was left as it is.</returns>
    /// <exception cref="ContentionException">Other operators were faster every time.</exception>
    public async Task<OAuthClient?> ChangeAsync(ClientId id, Func<OAuthClient, OAuthClient?> change, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await clients.FindAsync(id, cancellationToken) is not { } found || change(found) is not { } wanted)
                return null;
            if (await clients.UpdateAsync(wanted, cancellationToken) is { } written)
                return written;
        }
        throw new ContentionException();
    }

    private static string DrawText() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

/// <summary>A client and its new secret, at the only moment at which the secret's text is known.</summary>
/// <param name="Client">The client.</param>
/// <param name="Secret">The secret; null if it is federated and has none.</param>
public sealed record CreatedClient(OAuthClient Client, string? Secret);
