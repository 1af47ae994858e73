namespace Scim.Resilience.Tests;

/// <summary>Whether tests shall take the time that the full numbers need.</summary>
public static class LongTests
{
    public static bool Wanted => Environment.GetEnvironmentVariable("SCIM_LONG_TESTS") == "true";
}
