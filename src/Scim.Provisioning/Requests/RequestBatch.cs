using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Requests;

/// <summary>What is written into the log of requests at once.</summary>
/// <param name="Account">The account of all of it.</param>
/// <param name="Requests">Entries, each once.</param>
/// <param name="Traffic">
/// Counts as they stand now, of each minute, client and instance once; they replace those that are stored.
/// </param>
public sealed record RequestBatch(AccountId Account, IReadOnlyList<LoggedRequest> Requests, IReadOnlyList<RequestTraffic> Traffic)
{
    /// <summary>The most entries and counts together: what one transaction of Table Storage takes.</summary>
    public const int Most = 100;

    /// <summary>Goes on only if all of it can be written at once.</summary>
    /// <exception cref="ArgumentException">
    /// There are more than <see cref="Most"/>, something is of another account or there twice, or counts cannot be written; see
    /// <see cref="RequestTraffic"/>.
    /// </exception>
    public void Check()
    {
        if (Requests.Count + Traffic.Count > Most)
            throw new ArgumentException($"A batch has at most {Most} entries and counts.");
        if (Requests.Any(request => request.Account != Account) || Traffic.Any(counts => counts.Account != Account))
            throw new ArgumentException("A batch is of one account.");
        if (Requests.DistinctBy(RequestPosition.Of).Count() < Requests.Count)
            throw new ArgumentException("A batch has an entry twice.");
        if (Traffic.DistinctBy(counts => (counts.Minute, counts.Client, counts.Instance)).Count() < Traffic.Count)
            throw new ArgumentException("A batch has the counts of a minute, client and instance twice.");
        if (!Traffic.All(counts => counts.CanBeWritten))
            throw new ArgumentException("Counts begin at no whole minute, or their instance or their operations are out of bounds.");
    }
}
