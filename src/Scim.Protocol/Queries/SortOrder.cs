using Scim.Protocol.Paths;

namespace Scim.Protocol.Queries;

/// <summary>The order of a list (RFC 7644 §3.4.2.3).</summary>
/// <param name="By">The attribute to sort by.</param>
/// <param name="Descending">True for <c>descending</c>; default false.</param>
public sealed record SortOrder(AttributePath By, bool Descending);
