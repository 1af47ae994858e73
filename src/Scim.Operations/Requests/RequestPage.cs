using Scim.Provisioning.Requests;

namespace Scim.Operations.Requests;

/// <summary>Some entries of a log of requests, newest first.</summary>
/// <param name="Entries">
/// The entries, at most as many as were asked for. There may be fewer, also none, though there are more pages: a page looks at
/// <see cref="RequestOperations.MostLookedAt"/> entries of the log at most.
/// </param>
/// <param name="Next">Where the next page begins; null if this is the last.</param>
public sealed record RequestPage(IReadOnlyList<LoggedRequest> Entries, RequestPosition? Next);
