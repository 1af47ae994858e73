using Scim.Provisioning.Caching;

namespace Scim.Provisioning.Tokens;

/// <summary>Moves the expiry of tokens that are used, one write at a time for each.</summary>
internal sealed class TokenRenewal(ITokenStore tokens, CredentialCache credentials, TimeProvider time)
{
    private readonly SingleFlight<SecretHash, bool> _writes = new("RenewToken");

    /// <summary>
    /// Moves the expiry of a credential's token. The task never fails: a token whose expiry could not be moved is tried at its next use.
    /// </summary>
    public Task RunAsync(Credential credential) =>
        credential.Token is { } token
            ? _writes.RunAsync(token.Hash, () => RenewAsync(credential, token), CancellationToken.None)
            : Task.CompletedTask;

    private async Task<bool> RenewAsync(Credential credential, StsToken token)
    {
        using var deadline = new CancellationTokenSource(StorageDeadline.Length, time);
        var now = time.GetUtcNow();
        try
        {
            if (await tokens.ExtendAsync(token, now, now + token.Lifetime, deadline.Token) is { } renewed)
            {
                credentials.Renew(credential, renewed);
                return true;
            }
            // The row is not as read: another instance renewed it, or it was revoked. What counts is read again.
            credentials.Forget(token.Hash);
        }
        catch (Exception error) when (error is StorageUnavailableException or OperationCanceledException)
        {
            // The next use tries again; this request does not depend on it.
        }
        return false;
    }
}
