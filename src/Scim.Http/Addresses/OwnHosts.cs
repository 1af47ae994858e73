using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Scim.Http.Addresses;

/// <summary>
/// The names by which a host without a public base URL goes: those of the loopback, and those that it listens on. The Host field of a
/// request is believed only if it is one of them, or the address at which the request arrived.
/// </summary>
/// <param name="names">Names and addresses besides those of the loopback; they compare without case.</param>
public sealed class OwnHosts(params IEnumerable<string> names)
{
    private const string Loopback = "localhost";

    private readonly FrozenSet<string> _names = names.Append(Loopback).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The host of a request with its port, in small letters; null if it is none of this host's.</summary>
    public string? Of(HttpRequest request)
    {
        var name = request.Host.Host;
        if (request.Host.Port is < 1 or > IPEndPoint.MaxPort)
            return null;
        if (!_names.Contains(name) && !IsAddress(name, request.HttpContext.Connection.LocalIpAddress))
            return null;
        var host = request.Host.Port is { } port ? new HostString(name, port) : new HostString(name);
        return host.ToUriComponent().ToLowerInvariant();
    }

    private static bool IsAddress(string name, IPAddress? arrival) =>
        IPAddress.TryParse(name, out var address)
        && (address.AddressFamily != AddressFamily.InterNetwork || address.ToString() == name) // Not 127.1, nor 0x7f.1.
        && (IPAddress.IsLoopback(address) || (arrival is not null && IsSame(address, arrival)));

    private static bool IsSame(IPAddress one, IPAddress other) => one.MapToIPv6().Equals(other.MapToIPv6());
}
