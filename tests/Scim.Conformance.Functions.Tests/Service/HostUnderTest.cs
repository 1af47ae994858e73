using Scim.Testing;
using Scim.Testing.Functions;
using Scim.Testing.Identity;

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

    /// <summary>
    /// Starts an identity provider whose keys the host may fetch: by https, with a certificate that the app is told to trust.
    /// </summary>
    /// <param name="folder">A folder for files of the provider.</param>
    /// <param name="settings">Takes what the host must be told.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<TestIssuer> StartIssuerAsync(
        string folder, Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var certificate = await LoopbackCertificate.WriteAsync(folder, cancellationToken);
        settings["SSL_CERT_FILE"] = certificate.CertificateFile;
        return await TestIssuer.StartAsync(certificate);
    }

    /// <summary>True if it fetches keys by http from its own machine.</summary>
    public static bool FetchesKeysByHttp => false;
}
