using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Accounts;

/// <summary>The old end of the accounts' audit trails.</summary>
/// <remarks>Every method throws <see cref="StorageUnavailableException"/> when storage gives no definite answer in time.</remarks>
public interface IAuditRetention
{
    /// <summary>
    /// The youngest age of what may be removed: a day. A write whose answer was lost is looked for in the trail, and no write is
    /// tried for longer than seconds.
    /// </summary>
    static TimeSpan LeastAge { get; } = TimeSpan.FromDays(1);

    /// <summary>Counts the audit trail of an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="before">What is older than this instant is old.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<AuditCount> CountAsync(AccountId account, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Removes the old end of an account's audit trail. After a break it may be called again.</summary>
    /// <param name="account">The account.</param>
    /// <param name="before">What is older than this instant is removed; at least <see cref="LeastAge"/> ago.</param>
    /// <param name="removed">Is told how many rows were removed since it was told last.</param>
    /// <param name="cancellationToken">Ends the work between two transactions.</param>
    Task RemoveAsync(AccountId account, DateTimeOffset before, IProgress<int> removed, CancellationToken cancellationToken);
}

/// <summary>The length of an audit trail.</summary>
/// <param name="All">How many entries it has.</param>
/// <param name="Old">How many of them are old.</param>
public readonly record struct AuditCount(long All, long Old);
