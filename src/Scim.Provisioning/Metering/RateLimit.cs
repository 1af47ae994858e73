namespace Scim.Provisioning.Metering;

/// <summary>How fast a caller may call: a token bucket's parameters.</summary>
/// <param name="PerSecond">Tokens refilled per second, over 0.</param>
/// <param name="Burst">The most tokens the bucket holds, at least 1.</param>
public sealed record RateLimit(double PerSecond, int Burst)
{
    /// <summary>4 requests per second, burst 4.</summary>
    public static RateLimit Default { get; } = new(4, 4);

    /// <summary>50 requests per second, burst 100: that of clients which only receive events.</summary>
    public static RateLimit OfReceivers { get; } = new(50, 100);
}
