using System.Diagnostics.CodeAnalysis;
using Scim.Operations.Clients;
using Scim.Provisioning.Identities;

namespace Scim.Operations.Connectors;

/// <summary>Where the service is reached.</summary>
public sealed record ServiceAddress
{
    private const string ScimPath = "/scim/v2";

    private ServiceAddress(string root) => Root = root;

    /// <summary>Stands for an address that is not known: the host is called HOST.</summary>
    public static ServiceAddress Unknown { get; } = new("https://HOST");

    /// <summary>The service itself, without a slash at its end.</summary>
    public string Root { get; }

    /// <summary>The base of SCIM, which connectors also call tenant URL.</summary>
    public string ScimUrl => Root + ScimPath;

    /// <summary>Where tokens are issued.</summary>
    public string TokenUrl => $"{Root}/oauth/token";

    /// <summary>Where the events of a stream are polled for.</summary>
    public string PollUrl(StreamId stream) => $"{Root}/events/{stream}";

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
