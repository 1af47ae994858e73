using System.Diagnostics.CodeAnalysis;
using Scim.Operations.Clients;
using Scim.Provisioning.Identities;

namespace Scim.Operations.Connectors;

/// <summary>Where the service is reached.</summary>
public sealed record ServiceAddress
{
    private const string ScimPath = "/scim/v2";
    private readonly string _root;

    private ServiceAddress(string root) => _root = root;

    /// <summary>Stands for an address that is not known: the host is called HOST.</summary>
    public static ServiceAddress Unknown { get; } = new("https://HOST");

    /// <summary>The base of SCIM, which connectors also call tenant URL.</summary>
    public string ScimUrl => _root + ScimPath;

    /// <summary>Where tokens are issued.</summary>
    public string TokenUrl => $"{_root}/oauth/token";

    /// <summary>Where the events of a stream are polled for.</summary>
    public string PollUrl(StreamId stream) => $"{_root}/events/{stream}";

    /// <summary>
    /// Reads a base URL, with or without <c>/scim/v2</c> at its end: https, or http to the machine itself, of at most 512 characters,
    /// without user info, query or fragment.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ServiceAddress? address)
    {
        address = null;
        if (!WebAddress.TryParse(text, out var url) || text.Contains('?', StringComparison.Ordinal))
            return false;
        var root = url.AbsoluteUri.TrimEnd('/');
        if (url.AbsolutePath.TrimEnd('/').EndsWith(ScimPath, StringComparison.OrdinalIgnoreCase))
            root = root[..^ScimPath.Length].TrimEnd('/');
        address = new ServiceAddress(root);
        return true;
    }
}
