using Microsoft.Extensions.Caching.Memory;
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
    private readonly SingleFlight<AccountId, AccountSnapshot> _reads = new("ReadAccount");
    private readonly WriterTurns<AccountId> _writers = new(time);
    private long _marks;

    /// <summary>The account's row with settings that are fresh enough to read a request by.</summary>
    /// <exception cref="AccountGoneException">There is no such account.</exception>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    internal ValueTask<AccountSnapshot> GetAsync(AccountId account, CancellationToken cancellationToken) =>
        Find(account) is { } known && time.GetElapsedTime(known.Began.Timestamp) < SettingsLifetime
            ? ValueTask.FromResult(known.Snapshot)
            : new ValueTask<AccountSnapshot>(_reads.RunAsync(account, () => ReadAsync(account), cancellationToken));

    /// <summary>The account's row as remembered, however old; null if this instance has not seen it.</summary>
    internal AccountSnapshot? Remembered(AccountId account) => Find(account)?.Snapshot;

    /// <summary>A mark in time, between what began before it and what begins after it.</summary>
    internal AccountMark Mark() => new(Interlocked.Increment(ref _marks), time.GetTimestamp());

    /// <summary>The account's row as remembered, and whether the read or write that told it began after a mark.</summary>
    internal (AccountSnapshot? Row, bool IsSince) Remembered(AccountId account, AccountMark mark) =>
        Find(account) is { } known ? (known.Snapshot, known.Began.Number > mark.Number) : default;

    /// <summary>The account's row, by a read that begins now.</summary>
    internal Task<AccountSnapshot> RefreshAsync(AccountId account, CancellationToken cancellationToken) =>
        ReadAsync(account).WaitAsync(cancellationToken);

    /// <summary>Remembers a row that was just read or written.</summary>
    /// <param name="snapshot">The row.</param>
    /// <param name="began">The mark at which the read or write began.</param>
    internal void Remember(AccountSnapshot snapshot, AccountMark began)
    {
        using var entry = _accounts.CreateEntry(snapshot.Account);
        entry.Size = 1;
        entry.SlidingExpiration = TimeSpan.FromHours(1);
        entry.Value = new Known(snapshot, began);
    }

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

    private Task<AccountSnapshot> ReadAsync(AccountId account) => StorageDeadline.RunSharedAsync(time, async deadline =>
    {
        var began = Mark();
        var snapshot = await store.FindAsync(account, deadline) ?? throw new AccountGoneException();
        Remember(snapshot, began);
        return snapshot;
    });

    private sealed record Known(AccountSnapshot Snapshot, AccountMark Began);
}

/// <summary>A mark in time.</summary>
/// <param name="Number">Higher for a later one.</param>
/// <param name="Timestamp">When it was made.</param>
internal readonly record struct AccountMark(long Number, long Timestamp);
