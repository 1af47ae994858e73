using Microsoft.Extensions.Caching.Memory;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Caching;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Waiting;

namespace Scim.Provisioning.Accounts;

/// <summary>
/// What this instance remembers of the accounts' rows. A write checks a remembered row by its tag, so for writing its age does not
/// matter; settings are used for 25 s.
/// </summary>
public sealed class RememberedAccounts(IAccountStore store, TimeProvider time) : IDisposable
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan SettingsLifetime = TimeSpan.FromSeconds(25);

    private readonly MemoryCache _accounts = new(new MemoryCacheOptions { SizeLimit = Capacity });
    private readonly SingleFlight<AccountId, Known> _reads = new("ReadAccount");
    private readonly WriterTurns<AccountId> _writers = new(time);
    private long _marks;

    /// <summary>How requests of the account are read, by settings that are at most 25 s old.</summary>
    /// <param name="account">The account.</param>
    /// <param name="atLeast">A generation of its schemas that is known to be in force; 0 for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AccountGoneException">There is no such account.</exception>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    public async ValueTask<ReadingRules> RulesAsync(AccountId account, int atLeast, CancellationToken cancellationToken)
    {
        var known = Find(account);
        var types = known?.Types;
        if (types is null || types.Generation < atLeast || time.GetElapsedTime(known!.Began.Timestamp) >= SettingsLifetime)
        {
            known = await _reads.RunAsync(account, () => ReadAsync(account), cancellationToken);
            types = known.Types!; // What is read has them.
        }
        var settings = known.Snapshot.Settings;
        return new ReadingRules(types.At(time.GetUtcNow(), atLeast).With(settings.Names), settings.Strictness);
    }

    /// <summary>The account's row as remembered, however old; null if this instance has not seen it.</summary>
    internal AccountSnapshot? Remembered(AccountId account) => Find(account)?.Snapshot;

    /// <summary>A mark in time, between what began before it and what begins after it.</summary>
    internal AccountMark Mark() => new(Interlocked.Increment(ref _marks), time.GetTimestamp());

    /// <summary>The account's row as remembered, and whether the read or write that told it began after a mark.</summary>
    internal (AccountSnapshot? Row, bool IsSince) Remembered(AccountId account, AccountMark mark) =>
        Find(account) is { } known ? (known.Snapshot, known.Began.Number > mark.Number) : default;

    /// <summary>The account's row, by a read that begins now.</summary>
    internal async Task<AccountSnapshot> RefreshAsync(AccountId account, CancellationToken cancellationToken) =>
        (await ReadAsync(account).WaitAsync(cancellationToken)).Snapshot;

    /// <summary>Remembers a row that was just read or written.</summary>
    /// <param name="snapshot">The row.</param>
    /// <param name="began">The mark at which the read or write began.</param>
    internal void Remember(AccountSnapshot snapshot, AccountMark began) => Remember(new Known(snapshot, TypesOf(snapshot), began));

    /// <summary>Forgets a row that is known to have changed.</summary>
    internal void Forget(AccountId account) => _accounts.Remove(account);

    /// <summary>
    /// Waits until no other request of this instance is writing the account's row. Dispose the result to let the next one in.
    /// </summary>
    /// <exception cref="ContentionException">Too many others were before this one.</exception>
    /// <exception cref="StorageUnavailableException">Storage held all of them up.</exception>
    internal Task<ITurn> EnterAsync(AccountId account, IStorageTime? storage, CancellationToken cancellationToken) =>
        _writers.EnterAsync(account, storage, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _accounts.Dispose();

    private Known? Find(AccountId account) => _accounts.TryGetValue(account, out Known? known) ? known : null;

    private Task<Known> ReadAsync(AccountId account) => StorageDeadline.RunSharedAsync(time, async deadline =>
    {
        var began = Mark();
        var snapshot = await FindAsync(account, deadline);
        var types = TypesOf(snapshot);
        if (types is null)
        {
            var schemas = await store.FindSchemasAsync(account, deadline);
            // A change came between the two reads, and those of the generation before the row's may be gone.
            if (schemas.Any(schema => schema.IsAfter(snapshot.Schemas.Number)))
                snapshot = await FindAsync(account, deadline);
            types = new AccountTypes(snapshot.Schemas, schemas);
        }
        var known = new Known(snapshot, types, began);
        Remember(known);
        return known;
    });

    private async Task<AccountSnapshot> FindAsync(AccountId account, CancellationToken cancellationToken) =>
        await store.FindAsync(account, cancellationToken) ?? throw new AccountGoneException();

    /// <summary>The types of a row, if they are known without a read.</summary>
    private AccountTypes? TypesOf(AccountSnapshot snapshot)
    {
        if (snapshot.Schemas.Number == 0)
            return AccountTypes.OfNewAccount;
        return Find(snapshot.Account)?.Types is { } types && types.Generation == snapshot.Schemas.Number ? types : null;
    }

    private void Remember(Known known)
    {
        using var entry = _accounts.CreateEntry(known.Snapshot.Account);
        entry.Size = 1;
        entry.SlidingExpiration = TimeSpan.FromHours(1);
        entry.Value = known;
    }

    /// <param name="Snapshot">The row.</param>
    /// <param name="Types">What a user has by it; null where that has not been read yet.</param>
    /// <param name="Began">When the read or write that told it began.</param>
    private sealed record Known(AccountSnapshot Snapshot, AccountTypes? Types, AccountMark Began);
}

/// <summary>A mark in time.</summary>
/// <param name="Number">Higher for a later one.</param>
/// <param name="Timestamp">When it was made.</param>
internal readonly record struct AccountMark(long Number, long Timestamp);
