namespace Scim.Verification.Reports;

/// <summary>What a check found.</summary>
public enum CheckOutcome
{
    /// <summary>What it looked at is as it should be.</summary>
    Holds,

    /// <summary>Something is not as it should be.</summary>
    Wrong,

    /// <summary>The service does not claim what it is about, or it could not look.</summary>
    Skipped,
}
