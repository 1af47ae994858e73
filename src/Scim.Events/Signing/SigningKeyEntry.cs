namespace Scim.Events.Signing;

/// <summary>A key as the setting has it. A secret.</summary>
/// <param name="Id">Its <c>kid</c>: 1 to 128 visible ASCII characters, that of no other key.</param>
/// <param name="Algorithm">How it signs (RFC 7518 §3.1): <c>ES256</c> or <c>RS256</c>.</param>
/// <param name="Pem">The private key.</param>
/// <param name="SignsFrom">From when on it signs. It is published before.</param>
public sealed record SigningKeyEntry(string Id, string Algorithm, string Pem, DateTimeOffset SignsFrom)
{
    /// <summary>
    /// The key that signs at a time by an algorithm: of those whose time has come the newest, so that instances that learn of a key at
    /// different times agree. Null if no key's time has come.
    /// </summary>
    public static SigningKeyEntry? Signing(IEnumerable<SigningKeyEntry> keys, string algorithm, DateTimeOffset now) => keys
        .Where(key => key.Algorithm == algorithm && key.SignsFrom <= now)
        .OrderByDescending(key => key.SignsFrom)
        .ThenBy(key => key.Id, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>Its <c>kid</c>, without anything secret.</summary>
    public override string ToString() => Id;
}
