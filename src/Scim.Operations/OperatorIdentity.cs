using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations;

/// <summary>Who works by hand on the users of accounts. No meter counts an operator, and no computation is bounded.</summary>
/// <param name="Name">What the audit trail names in place of a client.</param>
public sealed record OperatorIdentity(ClientId Name)
{
    /// <summary>What every write of one use case says of itself. Its correlation id is new.</summary>
    public CallContext CallFor(AccountId account) =>
        new(new Operation(Name, account), Admission: Task.CompletedTask, Guid.NewGuid().ToString("N"));

    /// <summary>An operator at work on one account.</summary>
    private sealed record Operation(ClientId Client, AccountId Account) : Actor(Client, Account);
}
