using System.Collections.Frozen;

namespace Scim.Events.Sets;

/// <summary>The codes by which a receiver refuses a token (RFC 8935 §2.4, Shared Signals Framework 1.0 §10).</summary>
public static class SetErrors
{
    private static readonly FrozenSet<string> Codes = FrozenSet.Create(
        StringComparer.Ordinal,
        "invalid_request", "invalid_key", "invalid_issuer", "invalid_audience", "authentication_failed", "access_denied", "invalid_state");

    /// <summary>The code, if it is one of them; else null.</summary>
    public static string? Known(string? code) => code is not null && Codes.Contains(code) ? code : null;
}
