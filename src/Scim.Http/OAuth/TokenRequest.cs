using System.Globalization;
using System.Numerics;
using Scim.Provisioning.Tokens;

namespace Scim.Http.OAuth;

/// <summary>What a client asks of the token endpoint (RFC 6749 §4.4.2).</summary>
/// <param name="Scopes">The scopes of the token; null if the client leaves them to the service.</param>
/// <param name="Lifetime">How long it shall live unused; null if the client leaves that to the service.</param>
internal sealed record TokenRequest(IReadOnlyList<string>? Scopes, TimeSpan? Lifetime)
{
    /// <summary>Reads the parameters.</summary>
    /// <exception cref="OAuthException"><c>invalid_request</c> or <c>unsupported_grant_type</c>.</exception>
    public static TokenRequest Read(OAuthForm form)
    {
        var grantType = form.Find("grant_type") ?? throw Invalid("The grant_type is missing.");
        if (grantType != "client_credentials")
            throw new OAuthException(OAuthError.UnsupportedGrantType());
        if (form.Find("token_type") is not (null or "opaque"))
            throw Invalid("The token_type must be opaque.");
        var scopes = form.Find("scope")?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();
        return new TokenRequest(scopes, ReadLifetime(form.Find("expires_in")));
    }

    /// <summary>The scopes of a token for a client: if it names none <c>scim</c>, or all that it has if that is not among them.</summary>
    /// <exception cref="OAuthException"><c>invalid_scope</c>.</exception>
    public IReadOnlyList<string> ScopesFor(OAuthClient client)
    {
        var wanted = Scopes ?? (client.Scopes.Contains(Caller.ScimScope) ? [Caller.ScimScope] : client.Scopes);
        return wanted.All(client.Scopes.Contains) ? wanted : throw new OAuthException(OAuthError.InvalidScope());
    }

    private static TimeSpan? ReadLifetime(string? expiresIn)
    {
        if (expiresIn is null)
            return null;
        if (!BigInteger.TryParse(expiresIn, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds.IsZero)
            throw Invalid("The expires_in must be a positive whole number of seconds.");
        return TimeSpan.FromSeconds((int)BigInteger.Min(seconds, int.MaxValue));
    }

    private static OAuthException Invalid(string description) => new(OAuthError.InvalidRequest(description));
}
