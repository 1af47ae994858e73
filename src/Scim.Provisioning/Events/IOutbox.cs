using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Events;

/// <summary>
/// The events that wait for their receivers. Those of changes are written with the changes.
/// </summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when storage gives no definite answer in time.</remarks>
public interface IOutbox
{
    /// <summary>The most events that one note acknowledges: 1,000.</summary>
    const int MostAcknowledged = 1_000;

    /// <summary>
    /// The events of a stream in the order of their ids, a request a page. A page is no snapshot: an event may be missing that was
    /// committed while it was read, although a later one is there.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="after">Only those after this one; null for all.</param>
    /// <param name="pageSize">The most events of a page, 1 to 1,000; where they are large, a page has fewer.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<IReadOnlyList<OutboxEvent>> PagesAsync(
        AccountId account, StreamId stream, EventId? after, int pageSize, CancellationToken cancellationToken);

    /// <summary>As <see cref="PagesAsync"/>, without contents, up to 1,000 a page.</summary>
    /// <param name="account">The account.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="from">Only those not before this one; null for all.</param>
    /// <param name="before">Only those before this one; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<IReadOnlyList<OutboxKey>> KeysAsync(
        AccountId account, StreamId stream, EventId? from, EventId? before, CancellationToken cancellationToken);

    /// <summary>Adds an event that no change makes.</summary>
    Task AddAsync(AccountId account, OutboxEvent added, CancellationToken cancellationToken);

    /// <summary>
    /// Adds events about users that have not changed since they were read: each together with an empty change of the user's row under its
    /// tag, as many in a transaction as fit.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="events">The events, each with the tag of its user as read; no two of one user.</param>
    /// <param name="cancellationToken">Ends the wait between two transactions.</param>
    /// <returns>Those whose user has changed or gone since: nothing was written of them.</returns>
    Task<IReadOnlyList<UserId>> AddForAsync(
        AccountId account, IReadOnlyList<(OutboxEvent Event, string UserTag)> events, CancellationToken cancellationToken);

    /// <summary>Removes events, a hundred in a transaction; what is gone already is no fault.</summary>
    /// <returns>How many this call removed: exact unless an answer was lost, then at most as many.</returns>
    Task<int> RemoveAsync(AccountId account, StreamId stream, IReadOnlyCollection<EventId> events, CancellationToken cancellationToken);

    /// <summary>
    /// Notes by one write that the receiver has taken events of users, as if they were removed: whoever reads from then on does not find
    /// them. After a lost answer it may be called again. <see cref="RemoveAcknowledgedAsync"/> removes them.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="id">The id of the note, a new one.</param>
    /// <param name="events">At most <see cref="MostAcknowledged"/>, none of them about the stream.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task AcknowledgeAsync(
        AccountId account, StreamId stream, WriteId id, IReadOnlyCollection<EventId> events, CancellationToken cancellationToken);

    /// <summary>Removes what was acknowledged, and the notes of it. After a break it may be called again.</summary>
    /// <param name="account">The account.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="before">Only by notes with an id of before this time.</param>
    /// <param name="cancellationToken">Ends the wait between two transactions.</param>
    /// <returns>How many events this call removed, as exactly as <see cref="RemoveAsync"/> tells.</returns>
    Task<int> RemoveAcknowledgedAsync(AccountId account, StreamId stream, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Removes all events of a stream, as many as there are now.</summary>
    Task<int> RemoveAllAsync(AccountId account, StreamId stream, CancellationToken cancellationToken);

    /// <summary>Sets an event aside, or with null takes it up again. False if it is gone.</summary>
    Task<bool> SetAsideAsync(
        AccountId account, StreamId stream, EventId id, string? reason, CancellationToken cancellationToken);
}
