using Scim.Testing;
using Scim.Testing.Functions;

namespace Scim.Conformance.Tests.Service;

/// <summary>The host that the suite runs on, here the published Functions app under the stand-in of its host.</summary>
internal static class HostUnderTest
{
    /// <summary>Starts one: unlimited licences and 10,000 requests per second unless <paramref name="settings"/> say otherwise.</summary>
    public static async Task<ITestHost> StartAsync(
        string tablePrefix, Dictionary<string, string> settings, CancellationToken cancellationToken) =>
        await FunctionsHosts.StartAsync(tablePrefix, settings, cancellationToken);

    /// <summary>What it answers where the hosts differ.</summary>
    public static string AnswerTo(HostCase request) => request.OnFunctionsHost;
}
