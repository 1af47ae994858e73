using System.Net;
using System.Net.Sockets;

namespace Scim.Provisioning.Tokens;

/// <summary>
/// Where a request comes from, as coarse as its sender can choose it: an IPv4 address, or the /64 network of an IPv6 address.
/// </summary>
public readonly record struct ClientAddress
{
    private const int NetworkBytes = 8;

    private readonly UInt128 _network;

    private ClientAddress(UInt128 network) => _network = network;

    /// <summary>The source of an address. An IPv4 address mapped into IPv6 is the IPv4 address.</summary>
    public static ClientAddress Of(IPAddress address)
    {
        var bytes = address.MapToIPv6().GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6)
            Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new ClientAddress(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>
    /// Reads an address with or without a port, as proxies write it; of a list the last, which the nearest proxy added. Null for
    /// anything else.
    /// </summary>
    public static ClientAddress? Read(string? text) =>
        IPEndPoint.TryParse(text?.Split(',')[^1].Trim() ?? "", out var endPoint) ? Of(endPoint.Address) : null;
}
