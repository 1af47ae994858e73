using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations;

/// <summary>Who works by hand on the users of accounts. No meter counts an operator, and no computation is bounded.</summary>
/// <param name="Name">What the audit trail names in place of a client.</param>
public sealed record OperatorIdentity(ClientId Name)
{
    /// <summary>What every write of one use case says of itself. Its correlation id is new.</summary>
    /// <param name="account">The account.</param>
    /// <param name="rules">How it reads requests.</param>
    public CallContext CallFor(AccountId account, ReadingRules rules) =>
        CallContext.OfOperator(Name, account, rules, Guid.NewGuid().ToString("N"));
}
