namespace Scim.Provisioning.Federation;

/// <summary>Fetches key sets.</summary>
internal interface IKeySetSource
{
    /// <summary>Fetches the key set of an address, and says what is wrong if there is none.</summary>
    Task<FetchedKeySet> FetchAsync(Uri address);
}

/// <summary>What came of a fetch: one of the two is set.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Fault">Why there are none.</param>
internal sealed record FetchedKeySet(KeySet? Keys, KeySetFault? Fault)
{
    /// <summary>A fetch that may succeed the next time.</summary>
    public static FetchedKeySet NotNow(string reason) => new(null, new KeySetFault(reason, MayPass: true));

    /// <summary>A fetch from an address that is not that of a key set.</summary>
    public static FetchedKeySet Wrong(string reason) => new(null, new KeySetFault(reason, MayPass: false));
}

/// <summary>Why a key set could not be fetched.</summary>
/// <param name="Reason">The reason in words, without what was answered.</param>
/// <param name="MayPass">True if it may pass by itself; false if somebody must correct something.</param>
internal sealed record KeySetFault(string Reason, bool MayPass);
