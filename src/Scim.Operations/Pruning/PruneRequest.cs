using Scim.Provisioning.Identities;

namespace Scim.Operations.Pruning;

/// <summary>What to look for.</summary>
public sealed record PruneRequest
{
    /// <summary>True to remove what is found; false, the default, only to count it.</summary>
    public bool Removes { get; init; }

    /// <summary>
    /// How old a logged request must be, at least <see cref="Provisioning.Requests.IRequestLog.LeastAge"/>; null, the default, to leave the
    /// logs of requests alone.
    /// </summary>
    public TimeSpan? RequestAge { get; init; }

    /// <summary>
    /// How old an entry of an audit trail must be, at least <see cref="Provisioning.Accounts.IAuditRetention.LeastAge"/>; null, the
    /// default, to leave the trails alone.
    /// </summary>
    public TimeSpan? AuditAge { get; init; }

    /// <summary>The only account whose log and trail are looked at; null, the default, for every active one.</summary>
    public AccountId? Account { get; init; }
}
