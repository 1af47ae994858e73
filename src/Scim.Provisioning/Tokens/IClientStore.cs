using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Tokens;

/// <summary>The registered OAuth clients.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when storage gives no definite answer in time.</remarks>
public interface IClientStore
{
    /// <summary>The client of that id, or null.</summary>
    Task<OAuthClient?> FindAsync(ClientId id, CancellationToken cancellationToken);

    /// <summary>Adds a client. False if the id is taken.</summary>
    Task<bool> AddAsync(OAuthClient client, CancellationToken cancellationToken);

    /// <summary>Writes a client if it is still as read, by its tag; the client as written, or null if it changed.</summary>
    Task<OAuthClient?> UpdateAsync(OAuthClient client, CancellationToken cancellationToken);

    /// <summary>Notes when a secret was last used, if the client is still as read, by its tag; else does nothing.</summary>
    Task NoteUseAsync(OAuthClient asRead, SecretHash secret, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Every client.</summary>
    IAsyncEnumerable<OAuthClient> ListAsync(CancellationToken cancellationToken);
}
