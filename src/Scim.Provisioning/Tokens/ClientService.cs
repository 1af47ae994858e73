using System.Buffers.Text;
using System.Security.Cryptography;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;

namespace Scim.Provisioning.Tokens;

/// <summary>
/// Registers OAuth clients and changes them. A change made meanwhile by another operator is kept: it is made again on top.
/// </summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when storage gives no definite answer in time.</remarks>
public sealed class ClientService(IClientStore clients, TimeProvider time)
{
    private const int MaxTries = 8;
    private const int MostSecrets = 2;

    /// <summary>Registers a client under a new id and with a new secret, both of unreserved characters only.</summary>
    public async Task<NewSecret> CreateAsync(
        AccountId account, RateLimit limit, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var (text, secret) = Draw();
        var client = new OAuthClient
        {
            Id = ClientId.Parse(Guid.CreateVersion7(time.GetUtcNow()).ToString("D")),
            Account = account,
            Secrets = [secret],
            Scopes = scopes,
            RateLimit = limit,
        };
        if (!await clients.AddAsync(client, cancellationToken))
            throw new StorageUnavailableException("A new client's id was taken.");
        return new NewSecret(client, text);
    }

    /// <summary>Adds a second secret, so that both are good until the older one is dropped.</summary>
    /// <returns>The client and the new secret; null if there is no such client, or it has two secrets already.</returns>
    public async Task<NewSecret?> RotateSecretAsync(ClientId id, CancellationToken cancellationToken)
    {
        var (text, secret) = Draw();
        var changed = await ChangeAsync(
            id,
            client => client.Secrets.Count < MostSecrets ? client with { Secrets = [.. client.Secrets, secret] } : null,
            cancellationToken);
        return changed is null ? null : new NewSecret(changed, text);
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

    private (string Text, ClientSecret Secret) Draw()
    {
        var text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (text, new ClientSecret(SecretHash.Of(text), time.GetUtcNow()));
    }
}

/// <summary>A client's new secret at the only moment at which its text is known.</summary>
/// <param name="Client">The client.</param>
/// <param name="Text">The secret.</param>
public sealed record NewSecret(OAuthClient Client, string Text);
