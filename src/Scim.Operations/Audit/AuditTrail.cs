using System.Runtime.CompilerServices;
using Scim.Operations.Accounts;
using Scim.Operations.Reading;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Audit;

/// <summary>Who changed which user when.</summary>
public sealed class AuditTrail(AccountOperations accounts, IUserStore users, TimeProvider time) : IOperations
{
    /// <summary>The most entries that a page has.</summary>
    public const int LargestPage = 1_000;

    /// <summary>How many entries of the trail a page looks at before it is answered, however few of them are asked for.</summary>
    public const int MostLookedAt = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // Hosts' clocks differ and writes take their time: an entry may appear behind later ones.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    /// <summary>The id of a user, which is what the trail knows.</summary>
    /// <param name="account">The account.</param>
    /// <param name="user">An id, or the <c>userName</c> that the user has now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">
    /// There is no such account, it was deleted, or nobody has the name; users that are gone are known by their ids alone.
    /// </exception>
    public async Task<UserId> FindUserAsync(AccountId account, string user, CancellationToken cancellationToken)
    {
        await accounts.FindAsync(account, cancellationToken);
        return UserId.TryParse(user, out var id) ? id
            : await new UserPages(users).FindAsync(account, user, cancellationToken)
            ?? throw new OperationRefusedException(
                "No user has that userName now. One who is gone or was renamed is in the trail by the id.", new Remedy.SeeUsersOf(account));
    }

    /// <summary>A page of entries, newest first.</summary>
    /// <param name="query">Which entries.</param>
    /// <param name="size">How many at most, from 1 to <see cref="LargestPage"/>.</param>
    /// <param name="from">Where to go on, as the page before says; null for the newest.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">There is no such account, it was deleted, or the size is out of its range.</exception>
    public async Task<AuditPage> ReadPageAsync(
        AuditQuery query, int size, AuditPosition? from, CancellationToken cancellationToken)
    {
        if (size is < 1 or > LargestPage)
            throw new OperationRefusedException($"A page of the audit trail has 1 to {LargestPage} entries. Ask for as many.");
        await accounts.FindAsync(query.Account, cancellationToken);
        var trail = from is { } place
            ? users.ReadAuditAsync(query.Account, place, cancellationToken)
            : users.ReadAuditAsync(query.Account, cancellationToken);
        var entries = new List<AuditEntry>();
        var (lookedAt, last) = (0, default(AuditPosition));
        await foreach (var entry in trail)
        {
            if (query.IsOver(entry)) break;
            // Only now it is known that there is more.
            if (entries.Count == size || lookedAt == MostLookedAt) return new AuditPage(entries, last);
            if (query.Contains(entry)) entries.Add(entry);
            lookedAt++;
            last = AuditPosition.Of(entry);
        }
        return new AuditPage(entries, Next: null);
    }

    /// <summary>All entries, newest first, read while they are taken.</summary>
    /// <param name="query">Which entries.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationRefusedException">There is no such account, or it was deleted.</exception>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(
        AuditQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await accounts.FindAsync(query.Account, cancellationToken);
        await foreach (var entry in EntriesAsync(query, cancellationToken)) yield return entry;
    }

    /// <summary>Entries as they are written, oldest first, until it is cancelled. It looks every 2 s.</summary>
    /// <param name="query">Which entries; without a time from now on.</param>
    /// <param name="cancellationToken">Ends it, between two looks without an exception.</param>
    /// <exception cref="OperationRefusedException">There is no such account, or it was deleted.</exception>
    public async IAsyncEnumerable<AuditEntry> FollowAsync(
        AuditQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await accounts.FindAsync(query.Account, cancellationToken);
        query = query with { Since = query.Since ?? time.GetUtcNow() };
        var seen = new Dictionary<WriteId, DateTimeOffset>();
        while (!cancellationToken.IsCancellationRequested)
        {
            var entries = await EntriesAsync(query, cancellationToken)
                .Where(entry => !seen.ContainsKey(entry.WriteId))
                .ToListAsync(cancellationToken);
            foreach (var entry in entries.OrderBy(entry => entry.When))
            {
                seen.Add(entry.WriteId, entry.When);
                yield return entry;
            }
            var oldest = time.GetUtcNow() - Overlap;
            if (oldest > query.Since)
            {
                query = query with { Since = oldest };
                foreach (var (write, when) in seen.Where(entry => entry.Value < oldest).ToList()) seen.Remove(write);
            }
            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private IAsyncEnumerable<AuditEntry> EntriesAsync(AuditQuery query, CancellationToken cancellationToken) =>
        users.ReadAuditAsync(query.Account, cancellationToken)
            .TakeWhile(entry => !query.IsOver(entry))
            .Where(query.Contains);
}
