using Scim.Testing;

namespace Scim.Conformance.Tests.Service;

/// <summary>
/// The host that the suite runs on, here the local one. Scim.Conformance.Functions.Tests has the same suite with another.
/// </summary>
internal static class HostUnderTest
{
    /// <summary>Starts one: unlimited licences and 10,000 requests per second unless <paramref name="settings"/> say otherwise.</summary>
    public static async Task<ITestHost> StartAsync(
        string tablePrefix, Dictionary<string, string> settings, CancellationToken cancellationToken) =>
        await LocalHosts.StartAsync(tablePrefix, settings, cancellationToken);

    /// <summary>What it answers where the hosts differ.</summary>
    public static string AnswerTo(HostCase request) => request.OnLocalHost;
}
