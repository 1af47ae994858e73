using Microsoft.Extensions.Caching.Memory;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Caching;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Streams;
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
    private long _marks;

    /// <summary>
    /// Lets those who write the row of an account through this instance do it one after another, so that they need not race.
    /// </summary>
    internal Turns<AccountId> Writers { get; } = new(time, StorageDeadline.Length);

    /// <summary>How requests of the account are read, by settings that are at most 25 s old.</summary>
    /// <param name="account">The account.</param>
    /// <param name="atLeast">A generation of its schemas that is known to be in force; 0 for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AccountGoneException">There is no such account.</exception>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    public async ValueTask<ReadingRules> RulesAsync(AccountId account, int atLeast, CancellationToken cancellationToken)
    {
        var known = Find(account);
        var rules = known?.Rules;
        if (rules is null || rules.Generation < atLeast || IsOld(known!))
            rules = (await _reads.RunAsync(account, () => ReadAsync(account), cancellationToken)).Rules!; // What is read has them.
        return rules.At(time.GetUtcNow(), atLeast);
    }

    /// <summary>The streams that a change makes events for, by settings that are at most 25 s old.</summary>
    /// <exception cref="AccountGoneException">There is no such account.</exception>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    public async ValueTask<IReadOnlyList<StreamSetting>> StreamsAsync(AccountId account, CancellationToken cancellationToken)
    {
        var known = Find(account);
        if (known is null || IsOld(known))
            known = await _reads.RunAsync(account, () => ReadAsync(account), cancellationToken);
        return known.Snapshot.Streams;
    }

    /// <summary>
    /// Which requests of the account are logged, as this instance knows it: what it remembers, however old that is, and the default for an
    /// account that it does not know. It asks no storage.
    /// </summary>
    public RequestLogging LoggingOf(AccountId account) => Find(account)?.Snapshot.Settings.Logging ?? RequestLogging.Refused;

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
    internal void Remember(AccountSnapshot snapshot, AccountMark began) => Remember(new Known(snapshot, RulesOf(snapshot), began));

    /// <summary>Forgets a row that is known to have changed.</summary>
    internal void Forget(AccountId account) => _accounts.Remove(account);

    /// <inheritdoc/>
    public void Dispose() => _accounts.Dispose();

    private bool IsOld(Known known) => time.GetElapsedTime(known.Began.Timestamp) >= SettingsLifetime;

    private Known? Find(AccountId account) => _accounts.TryGetValue(account, out Known? known) ? known : null;

    private Task<Known> ReadAsync(AccountId account) => StorageDeadline.RunSharedAsync(time, async deadline =>
    {
        var began = Mark();
        var snapshot = await FindAsync(account, deadline);
        var rules = RulesOf(snapshot);
        if (rules is null)
        {
            var schemas = await store.FindSchemasAsync(account, deadline);
            // A change came between the two reads, and those of the generation before the row's may be gone.
            if (schemas.Any(schema => schema.IsAfter(snapshot.Schemas.Number)))
                snapshot = await FindAsync(account, deadline);
            rules = new AccountRules(snapshot.Settings, snapshot.Schemas, schemas);
        }
        var known = new Known(snapshot, rules, began);
        Remember(known);
        return known;
    });

    private async Task<AccountSnapshot> FindAsync(AccountId account, CancellationToken cancellationToken) =>
        await store.FindAsync(account, cancellationToken) ?? throw new AccountGoneException();

    /// <summary>The rules of a row, if they are known without a read.</summary>
    private AccountRules? RulesOf(AccountSnapshot snapshot)
    {
        var rules = Find(snapshot.Account)?.Rules;
        if (rules?.Generation != snapshot.Schemas.Number)
            rules = snapshot.Schemas.Number == 0 ? AccountRules.OfNewAccount : null;
        return rules?.Settings == snapshot.Settings ? rules : rules?.With(snapshot.Settings);
    }

    private void Remember(Known known)
    {
        using var entry = _accounts.CreateEntry(known.Snapshot.Account);
        entry.Size = 1;
        entry.SlidingExpiration = TimeSpan.FromHours(1);
        entry.Value = known;
    }

    /// <param name="Snapshot">The row.</param>
    /// <param name="Rules">How requests are read by it; null where its schemas have not been read yet.</param>
    /// <param name="Began">When the read or write that told it began.</param>
    private sealed record Known(AccountSnapshot Snapshot, AccountRules? Rules, AccountMark Began);
}

/// <summary>A mark in time.</summary>
/// <param name="Number">Higher for a later one.</param>
/// <param name="Timestamp">When it was made.</param>
internal readonly record struct AccountMark(long Number, long Timestamp);
