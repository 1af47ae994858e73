using System.Globalization;
using Scim.Provisioning.Metering;

namespace Scim.Console.Clients;

/// <summary>Rates in words.</summary>
internal static class RateText
{
    /// <summary>How fast a client may call.</summary>
    public static string Of(RateLimit limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{limit.PerSecond:0.###} requests per second, {limit.Burst:N0} at once");
}
