using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Scim.Provisioning.Tokens;

/// <summary>
/// Where a request comes from, as coarse as its sender can choose it: an IPv4 address, or the /64 network of an IPv6 address. Callers whose
/// address is private or not known cannot be told apart, and are one source, <see cref="Shared"/>.
/// </summary>
public readonly record struct ClientAddress
{
    private const int NetworkBytes = 8;

    /// <summary>
    /// Addresses of no single machine in the Internet: a front end, a gateway or another machine of the same network sent the request,
    /// and may do so for anybody.
    /// </summary>
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
            "::/127", "fc00::/7", "fe80::/10",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    private readonly UInt128 _network;

    private ClientAddress(UInt128 network) => _network = network;

    /// <summary>All callers whose address is private or not known.</summary>
    public static ClientAddress Shared => default;

    /// <summary>The source of an address. An IPv4 address mapped into IPv6 is the IPv4 address.</summary>
    public static ClientAddress Of(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (Array.Exists(NotPublic, network => network.Contains(plain)))
            return Shared;
        var bytes = plain.MapToIPv6().GetAddressBytes();
        if (plain.AddressFamily == AddressFamily.InterNetworkV6)
            Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new ClientAddress(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>
    /// Reads an address with or without a port, as proxies write it; of a list the last, which the nearest proxy added.
    /// <see cref="Shared"/> for anything else.
    /// </summary>
    public static ClientAddress Read(string? text) =>
        IPEndPoint.TryParse(text?.Split(',')[^1].Trim() ?? "", out var endPoint) ? Of(endPoint.Address) : Shared;
}
