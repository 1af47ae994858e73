using Scim.Provisioning.Accounts;

namespace Scim.Console.Checks;

/// <summary>What a check or a repair has found.</summary>
/// <param name="Findings">The findings, in the order in which they were found.</param>
/// <param name="When">When it ended.</param>
/// <param name="Repaired">True if it was a repair.</param>
/// <param name="IsWhole">False if it was broken off.</param>
internal sealed record CheckReport(IReadOnlyList<Finding> Findings, DateTimeOffset When, bool Repaired, bool IsWhole)
{
    /// <summary>True if something is left as it was, so that a repair may make sense.</summary>
    public bool HasFaults => Findings.Any(finding => finding.State != FindingState.Repaired);
}
