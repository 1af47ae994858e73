namespace Scim.Operations.Streams;

/// <summary>A key was added or removed.</summary>
/// <param name="Value">The value to set from now on. A secret.</param>
/// <param name="Key">The key.</param>
public sealed record SigningKeyChange(string Value, ListedSigningKey Key)
{
    /// <summary>The key's id, without anything secret.</summary>
    public override string ToString() => Key.Id;
}

/// <summary>A key, without what is secret of it.</summary>
/// <param name="Id">Its <c>kid</c>.</param>
/// <param name="Algorithm">How it signs: <c>ES256</c> or <c>RS256</c>.</param>
/// <param name="SignsFrom">From when on it may sign.</param>
/// <param name="Signs">True if it is the one of its algorithm that signs now.</param>
public sealed record ListedSigningKey(string Id, string Algorithm, DateTimeOffset SignsFrom, bool Signs);
