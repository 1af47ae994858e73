using Microsoft.Extensions.Logging;
using Scim.Provisioning.Caching;

namespace Scim.Provisioning.Federation;

/// <summary>
/// Remembers key sets. A set is fetched when it is first needed and after an hour; for a <c>kid</c> that it does not have at most every
/// five minutes, so that who sends made-up ones cannot make the service send requests. While it cannot be fetched it is used for a day
/// after it last was, and a fetch is tried every five minutes; every half minute where there is nothing to use meanwhile.
/// </summary>
internal sealed partial class KeySets(IKeySetSource source, TimeProvider time, ILogger<KeySets> logger) : IDisposable
{
    private const int Capacity = 1_000;
    private static readonly TimeSpan FreshFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan UsableFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenTriesWithoutKeys = TimeSpan.FromSeconds(30);

    private readonly BoundedCache<string, Remembered> _remembered = new(Capacity, UsableFor, time);
    private readonly SingleFlight<string, Remembered> _fetches = new("FetchKeySet");

    /// <summary>The key set of an address, fetched if that is due.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="keyId">The <c>kid</c> of the key that is wanted.</param>
    /// <param name="cancellationToken">Ends the wait, and not the fetch.</param>
    /// <returns>The set; null if the address has none that can be used.</returns>
    /// <exception cref="KeySetUnavailableException">The key is not known, and the set cannot be fetched now.</exception>
    public async Task<KeySet?> GetAsync(Uri address, string keyId, CancellationToken cancellationToken)
    {
        var found = Recall(address);
        if (found is null || IsDue(found, keyId))
            found = await _fetches.RunAsync(address.AbsoluteUri, () => FetchIfDueAsync(address, keyId), cancellationToken);
        var keys = UsableKeys(found);
        if (found.Fault is { MayPass: true } && keys?.Has(keyId) != true)
            throw new KeySetUnavailableException(UntilNextTry(found));
        return keys;
    }

    /// <inheritdoc/>
    public void Dispose() => _remembered.Dispose();

    private Remembered? Recall(Uri address) => _remembered.TryGet(address.AbsoluteUri, out var found) ? found : null;

    private bool IsDue(Remembered found, string keyId)
    {
        if (found.Fault is not null)
            return UntilNextTry(found) <= TimeSpan.Zero;
        if (UsableKeys(found) is not { } keys || time.GetElapsedTime(found.FetchedAt) >= FreshFor)
            return true;
        return !keys.Has(keyId) && (found.SoughtAt is not { } sought || time.GetElapsedTime(sought) >= BetweenTries);
    }

    private KeySet? UsableKeys(Remembered found) => time.GetElapsedTime(found.FetchedAt) < UsableFor ? found.Keys : null;

    private TimeSpan UntilNextTry(Remembered found) =>
        (UsableKeys(found) is null ? BetweenTriesWithoutKeys : BetweenTries) - time.GetElapsedTime(found.TriedAt);

    /// <summary>Fetches, unless somebody else did while this one was on its way here.</summary>
    private async Task<Remembered> FetchIfDueAsync(Uri address, string keyId)
    {
        var before = Recall(address);
        if (before is not null && !IsDue(before, keyId))
            return before;
        var now = time.GetTimestamp();
        var (keys, fault) = await source.FetchAsync(address);
        if (fault is { MayPass: true })
            NotNow(Shown(address), fault.Reason);
        else if (fault is not null)
            Wrong(Shown(address), fault.Reason);
        var isSought = before?.Keys?.Has(keyId) == false || keys?.Has(keyId) == false;
        var after = new Remembered(
            keys ?? before?.Keys,
            keys is null && before is not null ? before.FetchedAt : now,
            now,
            isSought ? now : before?.SoughtAt,
            fault);
        _remembered.Set(address.AbsoluteUri, after, now);
        return after;
    }

    private static string Shown(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    [LoggerMessage(EventId = 1311, Level = LogLevel.Warning, Message =
        "The key set at {Address} cannot be fetched now: {Fault}. It is tried again; until then keys are used that were fetched within "
        + "a day.")]
    private partial void NotNow(string address, string fault);

    [LoggerMessage(EventId = 1312, Level = LogLevel.Warning, Message =
        "The key set at {Address} cannot be used: {Fault}. Correct the address that the client trusts, or what is published there; "
        + "until then keys are used that were fetched within a day.")]
    private partial void Wrong(string address, string fault);

    /// <summary>What is known of an address.</summary>
    /// <param name="Keys">The keys of the last good fetch; null if there was none.</param>
    /// <param name="FetchedAt">When that began, a timestamp.</param>
    /// <param name="TriedAt">When the last fetch began, good or not.</param>
    /// <param name="SoughtAt">When it was last fetched for a key that was not known before or is not after; null if it was not.</param>
    /// <param name="Fault">Why the last fetch failed; null if it was good.</param>
    private sealed record Remembered(KeySet? Keys, long FetchedAt, long TriedAt, long? SoughtAt, KeySetFault? Fault);
}
