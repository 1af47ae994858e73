namespace Scim.Provisioning.Tokens;

/// <summary>The issued STS tokens.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when storage gives no definite answer in time.</remarks>
public interface ITokenStore
{
    /// <summary>The token of that hash, or null.</summary>
    Task<StsToken?> FindAsync(SecretHash hash, CancellationToken cancellationToken);

    /// <summary>Adds a token. A row under its hash that is already there is this same write, and success.</summary>
    Task AddAsync(StsToken token, CancellationToken cancellationToken);

    /// <summary>
    /// Moves the expiry of a token if its row is still as read; the token as written, or null if the row changed or is gone, so that
    /// a revocation is never overwritten.
    /// </summary>
    Task<StsToken?> ExtendAsync(StsToken asRead, DateTimeOffset lastUsed, DateTimeOffset expires, CancellationToken cancellationToken);

    /// <summary>Revokes a token for good. False if there is none.</summary>
    Task<bool> RevokeAsync(SecretHash hash, CancellationToken cancellationToken);

    /// <summary>Removes a token if its row is still as read; false if the row changed or is gone.</summary>
    Task<bool> RemoveAsync(StsToken asRead, CancellationToken cancellationToken);

    /// <summary>Every token.</summary>
    IAsyncEnumerable<StsToken> ListAsync(CancellationToken cancellationToken);
}
