namespace Scim.Resilience.Tests;

/// <summary>Whether the tests that take long run at their full length: with <c>SCIM_LONG_TESTS=true</c>.</summary>
internal static class LongTests
{
    public static bool Wanted => Environment.GetEnvironmentVariable("SCIM_LONG_TESTS") == "true";
}
