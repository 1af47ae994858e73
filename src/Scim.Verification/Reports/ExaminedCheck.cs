namespace Scim.Verification.Reports;

/// <summary>A check, and what it found.</summary>
/// <param name="Name">What holds if all is well, as a sentence.</param>
/// <param name="Section">The section that asks for it, such as <c>RFC 7644 §3.3</c>, or the connector's document.</param>
/// <param name="Connectors">The connectors that depend on it; none if it is in no conversation of theirs.</param>
/// <param name="Outcome">What it found.</param>
public sealed record ExaminedCheck(string Name, string Section, IReadOnlyList<string> Connectors, CheckOutcome Outcome)
{
    /// <summary>What does not hold; none unless something is wrong. At most <see cref="Most"/>.</summary>
    public IReadOnlyList<Shortcoming> Shortcomings { get; init; } = [];

    /// <summary>How many more there are than <see cref="Shortcomings"/> tells of, as far as they were counted.</summary>
    public int More { get; init; }

    /// <summary>Why it was skipped; null if it was not.</summary>
    public string? Reason { get; init; }

    /// <summary>The most shortcomings that a check tells of.</summary>
    public static int Most => 10;
}
