namespace Scim.Verification.Reports;

/// <summary>Something that does not hold.</summary>
/// <param name="Request">The request that showed it, as method and path.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Came">What came, without anything of users that are not of the run.</param>
public sealed record Shortcoming(string Request, string Expected, string Came);
