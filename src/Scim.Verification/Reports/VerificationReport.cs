namespace Scim.Verification.Reports;

/// <summary>What a run saw of a service.</summary>
/// <param name="BaseUrl">The base URL of SCIM.</param>
/// <param name="Checks">Every check in order.</param>
public sealed record VerificationReport(string BaseUrl, IReadOnlyList<ExaminedCheck> Checks)
{
    /// <summary>How many requests were sent.</summary>
    public int Requests { get; init; }

    /// <summary>Why it ended before its end; null if it did not.</summary>
    public string? BrokenOff { get; init; }

    /// <summary>How many checks were chosen and not made, since it ended before its end.</summary>
    public int NotTried { get; init; }

    /// <summary>The random text that the <c>userName</c> of every scratch user has.</summary>
    public required string Mark { get; init; }

    /// <summary>Ids or names of scratch users that are still there, or may be.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>
    /// How many users the service says it made and that have another <c>userName</c> than was sent. They may have been there before, and
    /// were not changed.
    /// </summary>
    public int Others { get; init; }

    /// <summary>True if it came to its end, nothing is wrong and no scratch user is left.</summary>
    public bool IsGood => BrokenOff is null && Left.Count + Others == 0 && Count(CheckOutcome.Wrong) == 0;

    /// <summary>How many checks have an outcome.</summary>
    public int Count(CheckOutcome outcome) => Checks.Count(check => check.Outcome == outcome);
}
