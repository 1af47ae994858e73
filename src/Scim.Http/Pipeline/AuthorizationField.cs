using Microsoft.Extensions.Primitives;

namespace Scim.Http.Pipeline;

/// <summary>What a request sent to prove who it is.</summary>
/// <param name="WasSent">False if nothing was sent.</param>
/// <param name="Token">The token's text, or null if what was sent cannot be one.</param>
internal readonly record struct AuthorizationField(bool WasSent, string? Token)
{
    private const int MaxLength = 4096;
    private const string Scheme = "Bearer";

    /// <summary>Reads <c>Bearer TOKEN</c> (RFC 6750 §2.1), or <c>TOKEN</c> alone as the Talkdesk API documents it.</summary>
    public static AuthorizationField Read(StringValues authorization)
    {
        if (StringValues.IsNullOrEmpty(authorization))
            return new AuthorizationField(WasSent: false, Token: null);
        if (authorization.Count > 1 || authorization[0] is not { Length: <= MaxLength } text)
            return new AuthorizationField(WasSent: true, Token: null);
        return text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) switch
        {
            [var scheme, var token] when IsBearer(scheme) => new AuthorizationField(WasSent: true, token),
            [var token] when !IsBearer(token) => new AuthorizationField(WasSent: true, token),
            _ => new AuthorizationField(WasSent: true, Token: null),
        };
    }

    private static bool IsBearer(string text) => text.Equals(Scheme, StringComparison.OrdinalIgnoreCase);
}
