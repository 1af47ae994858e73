using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>The users of the accounts.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when storage gives no definite answer in time.</remarks>
public interface IUserStore
{
    /// <summary>The user of that id, or null.</summary>
    Task<UserRecord?> FindAsync(AccountId account, UserId id, CancellationToken cancellationToken);

    /// <summary>A page of the users that satisfy the query, whose users are read while they are taken.</summary>
    /// <param name="account">The account.</param>
    /// <param name="query">Which page.</param>
    /// <param name="cancellationToken">Ends every wait for storage until the page is disposed of.</param>
    /// <exception cref="Protocol.Errors.ScimException"><c>tooMany</c>: the query would read more than the limits allow.</exception>
    Task<OpenPage> OpenAsync(AccountId account, UserQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Makes changes as one transaction: the users, their indexes and audit rows, what is written with them, and the account row if given.
    /// It takes as many changes as fit, from the first on, and no two that cannot stand together; at least one. Repeats the transaction
    /// until the outcome is known.
    /// </summary>
    /// <param name="account">The account.</param>
    /// <param name="write">The changes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<UserWriteOutcome> WriteAsync(AccountId account, UserWrite write, CancellationToken cancellationToken);

    /// <summary>The audit trail of an account, newest first.</summary>
    IAsyncEnumerable<AuditEntry> ReadAuditAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>The audit trail of an account from a place in it on, that is what is older, newest first.</summary>
    /// <param name="account">The account.</param>
    /// <param name="after">The place, whose own entry is left out.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<AuditEntry> ReadAuditAsync(AccountId account, AuditPosition after, CancellationToken cancellationToken);
}
