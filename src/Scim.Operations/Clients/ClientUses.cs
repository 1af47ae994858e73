using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;

namespace Scim.Operations.Clients;

/// <summary>When clients called, as their buckets have it.</summary>
public sealed class ClientUses(ITokenBucketStore buckets) : IOperations
{
    /// <summary>
    /// When the client's last request that the meter granted arrived, to a second, also one at <c>/oauth/token</c>; null if there was none,
    /// or its bucket was pruned since.
    /// </summary>
    public async Task<DateTimeOffset?> FindLastAsync(ClientId client, CancellationToken cancellationToken) =>
        (await buckets.FindAsync(client, cancellationToken))?.State.RefilledAt;
}
