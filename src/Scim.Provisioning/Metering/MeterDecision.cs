namespace Scim.Provisioning.Metering;

/// <summary>What the meter said to one request.</summary>
/// <param name="Granted">True if a token was taken.</param>
/// <param name="Limit">The caller's limit.</param>
/// <param name="Remaining">Whole tokens left, at least 0.</param>
/// <param name="RetryAfter">Time until the next token; zero if one is there.</param>
public readonly record struct MeterDecision(bool Granted, RateLimit Limit, int Remaining, TimeSpan RetryAfter)
{
    /// <summary><see cref="RetryAfter"/> in whole seconds, rounded up, at least 1.</summary>
    public int RetryAfterSeconds => Math.Max(1, (int)Math.Ceiling(RetryAfter.TotalSeconds));
}
