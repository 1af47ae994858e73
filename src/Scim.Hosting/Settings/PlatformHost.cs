using System.Net;
using Microsoft.Extensions.Configuration;

namespace Scim.Hosting.Settings;

/// <summary>The name that the Azure platform gives the app, which the app is known by unless a public base URL is set.</summary>
internal static class PlatformHost
{
    private const string Variable = "WEBSITE_HOSTNAME";

    /// <summary>
    /// The base URL that is set, else that of the platform's name; null where there is neither, as on a developer's machine.
    /// </summary>
    public static string? Or(string? publicBaseUrl, IConfiguration configuration)
    {
        if (!string.IsNullOrEmpty(publicBaseUrl))
            return publicBaseUrl;
        return configuration[Variable] is { Length: > 0 } name && IsPublic(name) ? $"https://{name}" : null;
    }

    /// <summary>The tools for a developer's machine set the variable too, to the loopback and a port.</summary>
    private static bool IsPublic(string name) =>
        Uri.CheckHostName(name) == UriHostNameType.Dns
        && !name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        && !IPAddress.TryParse(name, out _);
}
