namespace Scim.Resilience.Tests;

/// <summary>
/// Whether the tests that take long run at their full length. Without a wish, storage that goes away comes back as soon as every request of
/// the outage is answered, within about 10 seconds. With the environment variable <c>SCIM_LONG_TESTS=true</c> it stays away for 20 seconds
/// at least, as many requests as that takes.
/// </summary>
public static class LongTests
{
    /// <summary>True if long tests are asked for.</summary>
    public static bool Wanted { get; } =
        string.Equals(Environment.GetEnvironmentVariable("SCIM_LONG_TESTS"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>How long storage stays away at least: 0 or 20 s.</summary>
    public static TimeSpan Outage { get; } = Wanted ? TimeSpan.FromSeconds(20) : TimeSpan.Zero;
}
