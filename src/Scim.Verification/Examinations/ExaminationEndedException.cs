namespace Scim.Verification.Examinations;

/// <summary>A check cannot go on; what was found until then stands.</summary>
/// <param name="reason">Why it is skipped; null if it is not, since it found that something is wrong.</param>
internal sealed class ExaminationEndedException(string? reason) : Exception
{
    /// <summary>Why it is skipped; null if it is not.</summary>
    public string? Reason { get; } = reason;
}
