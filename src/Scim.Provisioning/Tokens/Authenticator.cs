namespace Scim.Provisioning.Tokens;

/// <summary>Turns the text of an STS token into a caller.</summary>
public sealed class Authenticator
{
    /// <summary>The caller of a live token, or null if the token is unknown, expired or revoked, or its client disabled.</summary>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    public Task<Caller?> AuthenticateAsync(string token, CancellationToken cancellationToken) => throw new NotSupportedException();
}
