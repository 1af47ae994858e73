using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Requests;

/// <summary>What is written into the log of requests at once.</summary>
/// <param name="Account">The account of all of it.</param>
/// <param name="Requests">Entries.</param>
/// <param name="Traffic">Counts as they stand now; they replace those of the same minute, client and instance.</param>
public sealed record RequestBatch(AccountId Account, IReadOnlyList<LoggedRequest> Requests, IReadOnlyList<RequestTraffic> Traffic)
{
    /// <summary>The most entries and counts together: what one transaction of Table Storage takes.</summary>
    public const int Most = 100;
}
