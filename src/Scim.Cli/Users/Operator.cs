using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;

namespace Scim.Cli.Users;

/// <summary>The operator as a caller of the service: the audit trail names the client <c>scim-cli</c>, and no meter counts.</summary>
internal static class Operator
{
    private static readonly ClientId Client = ClientId.Parse("scim-cli");

    /// <summary>What every write of one run says of itself. Its correlation id is new.</summary>
    public static CallContext RequestFor(AccountId account, ReadingRules rules) => new(
        new Caller(Client, account, [Caller.ScimScope], RateLimit.Default),
        Task.CompletedTask,
        Task.FromResult(rules),
        Guid.NewGuid().ToString("N"));
}
