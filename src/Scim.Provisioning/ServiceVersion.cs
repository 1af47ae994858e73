using System.Reflection;

namespace Scim.Provisioning;

/// <summary>What version of the service this is.</summary>
public static class ServiceVersion
{
    /// <summary>
    /// A semantic version: that of the last tag, or of a commit after it (<c>0.1.1-alpha.0.7</c>: the seventh), without the commit's
    /// digest.
    /// </summary>
    public static string Current { get; } = Of(
        typeof(ServiceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);

    /// <summary>What stands before the digest, or zeros.</summary>
    internal static string Of(string? informational) =>
        informational?.Split('+', 2)[0] is { Length: > 0 } version ? version : "0.0.0";
}
