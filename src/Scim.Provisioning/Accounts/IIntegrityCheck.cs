using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Accounts;

/// <summary>Finds what is wrong in storage, and repairs what can be. It may run beside the service.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when storage gives no definite answer in time.</remarks>
public interface IIntegrityCheck
{
    /// <summary>
    /// Whether the operator's clock agrees with storage's within <see cref="ClockDifference.Greatest"/>; null if it does, else what is
    /// wrong. What goes by stored times must not go by a clock that differs.
    /// </summary>
    /// <param name="cancellationToken">Ends the check.</param>
    Task<Finding?> CheckClockAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Finds whether storage lets the operator write, and whether its clock agrees with the operator's. To know the first, a row is
    /// written and removed that nobody reads; a table that is missing is not created for it.
    /// </summary>
    /// <param name="cancellationToken">Ends the check.</param>
    IAsyncEnumerable<Finding> CheckAccessAsync(CancellationToken cancellationToken);

    /// <summary>Finds the tables that are missing.</summary>
    /// <param name="repair">True to create them; false to write nothing.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    IAsyncEnumerable<Finding> CheckTablesAsync(bool repair, CancellationToken cancellationToken);

    /// <summary>
    /// Finds counters that are not those of the users, index rows that are not those of the users, streams of which the account's row
    /// says something else than their own, and what is left of streams that are gone. What a running service changes meanwhile is no
    /// finding.
    /// </summary>
    /// <param name="account">An account in use.</param>
    /// <param name="repair">True to repair what can be repaired; false to write nothing.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    IAsyncEnumerable<Finding> CheckAsync(AccountId account, bool repair, CancellationToken cancellationToken);
}
