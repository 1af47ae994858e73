using Scim.Provisioning.Users;

namespace Scim.Operations.Audit;

/// <summary>Some entries of an audit trail, newest first.</summary>
/// <param name="Entries">
/// The entries, at most as many as were asked for. There may be fewer, also none, though there are more pages: a page looks at
/// <see cref="AuditTrail.MostLookedAt"/> entries of the trail at most.
/// </param>
/// <param name="Next">Where the next page begins; null if this is the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, AuditPosition? Next);
