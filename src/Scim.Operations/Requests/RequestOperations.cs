using System.Runtime.CompilerServices;
using Scim.Operations.Accounts;
using Scim.Operations.Reading;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Users;

namespace Scim.Operations.Requests;

/// <summary>What clients asked for and what they were answered.</summary>
public sealed class RequestOperations(AccountOperations accounts, IUserStore users, IRequestLog log, TimeProvider time) : IOperations
{
    /// <summary>The most entries that a page has.</summary>
    public const int LargestPage = 1_000;

    /// <summary>How many entries of the log a page looks at before it is answered, however few of them are asked for.</summary>
    public const int MostLookedAt = 10_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Entries are written behind the answers, and a batch that failed is written again: one may appear behind later ones.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    /// <summary>A page of entries, newest first.</summary>
    /// <param name="query">Which entries.</param>
    /// <param name="size">How many at most, from 1 to <see cref="LargestPage"/>.</param>
    /// <param name="from">Where to go on, as the page before says; null for the newest.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationRefusedException">There is no such account, it was deleted, or the size is out of its range.</exception>
    public async Task<RequestPage> ReadPageAsync(
        RequestQuery query, int size, RequestPosition? from, CancellationToken cancellationToken)
    {
        if (size is < 1 or > LargestPage)
            throw new OperationRefusedException($"A page of the log of requests has 1 to {LargestPage} entries. Ask for as many.");
        var selection = await SelectAsync(query, cancellationToken);
        var entries = new List<LoggedRequest>();
        var (lookedAt, last) = (0, default(RequestPosition));
        await foreach (var entry in log.ReadAsync(query.Account, from, query.Since, cancellationToken))
        {
            // Only now it is known that there is more.
            if (entries.Count == size || lookedAt == MostLookedAt) return new RequestPage(entries, last);
            if (selection.Contains(entry)) entries.Add(entry);
            lookedAt++;
            last = RequestPosition.Of(entry);
        }
        return new RequestPage(entries, Next: null);
    }

    /// <summary>All entries, newest first, read while they are taken.</summary>
    /// <param name="query">Which entries.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationRefusedException">There is no such account, or it was deleted.</exception>
    public async IAsyncEnumerable<LoggedRequest> ReadAsync(
        RequestQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var selection = await SelectAsync(query, cancellationToken);
        await foreach (var entry in EntriesAsync(selection, query.Since, cancellationToken)) yield return entry;
    }

    /// <summary>Entries as they are written, oldest first, until it is cancelled. It looks every second.</summary>
    /// <param name="query">Which entries; without a time from now on.</param>
    /// <param name="cancellationToken">Ends it, between two looks without an exception.</param>
    /// <exception cref="OperationRefusedException">There is no such account, or it was deleted.</exception>
    public async IAsyncEnumerable<LoggedRequest> FollowAsync(
        RequestQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var since = query.Since ?? time.GetUtcNow();
        var selection = await SelectAsync(query, cancellationToken);
        var seen = new Dictionary<Guid, DateTimeOffset>();
        while (!cancellationToken.IsCancellationRequested)
        {
            var entries = await EntriesAsync(selection, since, cancellationToken)
                .Where(entry => !seen.ContainsKey(entry.Id))
                .ToListAsync(cancellationToken);
            foreach (var entry in entries.OrderBy(entry => entry.When))
            {
                seen.Add(entry.Id, entry.When);
                yield return entry;
            }
            var oldest = time.GetUtcNow() - Overlap;
            if (oldest > since)
            {
                since = oldest;
                foreach (var (id, when) in seen.Where(entry => entry.Value < oldest).ToList()) seen.Remove(id);
            }
            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Somebody may have got the name meanwhile.
            if (!cancellationToken.IsCancellationRequested && selection is { User: null, NameMark: not null })
                selection = await SelectAsync(query, cancellationToken);
        }
    }

    /// <summary>The query with its user looked up.</summary>
    /// <exception cref="OperationRefusedException">There is no such account, or it was deleted.</exception>
    internal async Task<RequestSelection> SelectAsync(RequestQuery query, CancellationToken cancellationToken)
    {
        await accounts.FindAsync(query.Account, cancellationToken);
        if (query.User is not { } user)
            return new RequestSelection(query, User: null, NameMark: null);
        var id = UserId.TryParse(user, out var known) ? known
            : await new UserPages(users).FindAsync(query.Account, user, cancellationToken);
        return new RequestSelection(query, id, log.NameMark(user));
    }

    private IAsyncEnumerable<LoggedRequest> EntriesAsync(
        RequestSelection selection, DateTimeOffset? since, CancellationToken cancellationToken) =>
        log.ReadAsync(selection.Query.Account, after: null, since, cancellationToken).Where(selection.Contains);
}
