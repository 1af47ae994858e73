namespace Scim.Provisioning.Tokens;

/// <summary>Verifies clients, and issues and revokes STS tokens.</summary>
public sealed class TokenService
{
    /// <summary>The client with that id and secret, or null if there is none, the secret is wrong or the client is disabled.</summary>
    public Task<OAuthClient?> VerifyClientAsync(string clientId, string clientSecret, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Issues a token.</summary>
    /// <param name="client">A verified client.</param>
    /// <param name="scopes">Scopes that the client may have.</param>
    /// <param name="lifetime">How long it lives unused; null or more than the maximum (31,556,952 s) gives the maximum.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<IssuedToken> IssueAsync(
        OAuthClient client, IReadOnlyList<string> scopes, TimeSpan? lifetime, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>Revokes a token of that client; any other text revokes nothing (RFC 7009 §2.2).</summary>
    public Task RevokeAsync(OAuthClient client, string token, CancellationToken cancellationToken) => throw new NotSupportedException();
}

/// <summary>A token at the only moment at which its text is known.</summary>
/// <param name="Text">The token.</param>
/// <param name="Token">What is stored of it.</param>
public sealed record IssuedToken(string Text, StsToken Token);
