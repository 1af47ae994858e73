using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Requests;

/// <summary>The log of requests of each account, and the counts beside it.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when storage gives no definite answer in time.</remarks>
public interface IRequestLog
{
    /// <summary>The youngest age of what may be removed: a day.</summary>
    static TimeSpan LeastAge { get; } = TimeSpan.FromDays(1);

    /// <summary>
    /// What tells the entries of one <c>userName</c> from those of others, compared without case, from which the name cannot be read: a
    /// hash.
    /// </summary>
    string NameMark(string userName);

    /// <summary>Writes a batch, all or nothing. After a lost answer it may be called again with the same batch.</summary>
    /// <param name="batch">At most <see cref="RequestBatch.Most"/> entries and counts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The batch does not satisfy <see cref="RequestBatch.Check"/>; nothing was written.</exception>
    Task WriteAsync(RequestBatch batch, CancellationToken cancellationToken);

    /// <summary>The entries of an account, newest first and those of one instant by id, read while they are taken.</summary>
    /// <param name="account">The account.</param>
    /// <param name="after">Only entries behind this place, which are older; null for all.</param>
    /// <param name="since">Only entries of this time or later; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<LoggedRequest> ReadAsync(
        AccountId account, RequestPosition? after, DateTimeOffset? since, CancellationToken cancellationToken);

    /// <summary>The counts of an account, newest minute first, then by client and instance, read while they are taken.</summary>
    /// <param name="account">The account.</param>
    /// <param name="since">Only of minutes that began then or later; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<RequestTraffic> ReadTrafficAsync(AccountId account, DateTimeOffset? since, CancellationToken cancellationToken);

    /// <summary>Counts an account's log and its counts.</summary>
    /// <param name="account">The account.</param>
    /// <param name="before">What is older than this instant is old.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<RequestCount> CountAsync(AccountId account, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Removes the old end of an account's log and counts. After a break it may be called again.</summary>
    /// <param name="account">The account.</param>
    /// <param name="before">What is older than this instant is removed; at least <see cref="LeastAge"/> ago.</param>
    /// <param name="removed">Is told how many rows were removed since it was told last.</param>
    /// <param name="cancellationToken">Ends the work between two transactions.</param>
    Task RemoveAsync(AccountId account, DateTimeOffset before, IProgress<int> removed, CancellationToken cancellationToken);

    /// <summary>Removes everything of an account. After a break it may be called again.</summary>
    /// <param name="account">The account.</param>
    /// <param name="removed">Is told how many rows were removed since it was told last.</param>
    /// <param name="cancellationToken">Ends the work between two transactions.</param>
    Task RemoveAllAsync(AccountId account, IProgress<int> removed, CancellationToken cancellationToken);
}
