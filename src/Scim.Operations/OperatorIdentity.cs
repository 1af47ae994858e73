using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;

namespace Scim.Operations;

/// <summary>Who works by hand on the users of accounts. No meter counts an operator, and no computation is bounded.</summary>
/// <param name="Name">What the audit trail names in place of a client.</param>
public sealed record OperatorIdentity(ClientId Name)
{
    /// <summary>What every write of one use case says of itself. Its correlation id is new.</summary>
    internal CallContext CallFor(AccountId account, ReadingRules rules) => new(
        new Caller(Name, account, [Caller.ScimScope], RateLimit.Default),
        Task.CompletedTask,
        Task.FromResult(rules),
        Guid.NewGuid().ToString("N"));
}
