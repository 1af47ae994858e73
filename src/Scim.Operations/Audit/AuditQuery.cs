using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Audit;

/// <summary>Which entries of an audit trail are asked for.</summary>
/// <param name="Account">Whose trail.</param>
public sealed record AuditQuery(AccountId Account)
{
    /// <summary>Only changes of this user; null, the default, for all.</summary>
    public UserId? User { get; init; }

    /// <summary>Only what this client changed; null, the default, for all.</summary>
    public ClientId? Client { get; init; }

    /// <summary>Only what happened at this time or later; null, the default, for everything.</summary>
    public DateTimeOffset? Since { get; init; }

    internal bool Contains(AuditEntry entry) =>
        (User is null || entry.User == User) && (Client is null || entry.Client == Client);

    internal bool IsOver(AuditEntry entry) => entry.When < Since;
}
