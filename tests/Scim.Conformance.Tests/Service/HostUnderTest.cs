using Scim.Testing;
using Scim.Testing.Identity;

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

    /// <summary>
    /// Starts an identity provider whose keys the host may fetch: by http, which the local host speaks with its own machine.
    /// </summary>
    /// <param name="folder">A folder for files of the provider.</param>
    /// <param name="settings">Takes what the host must be told.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<TestIssuer> StartIssuerAsync(
        string folder, Dictionary<string, string> settings, CancellationToken cancellationToken) => TestIssuer.StartAsync();

    /// <summary>True if it fetches keys by http from its own machine.</summary>
    public static bool FetchesKeysByHttp => true;
}
