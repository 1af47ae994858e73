using System.Net;
using System.Net.Sockets;

namespace Scim.Events.Push;

/// <summary>Where events may be pushed to: by https to public addresses.</summary>
/// <param name="allowsPrivate">True if addresses of private networks will do too.</param>
public sealed class PushAddresses(bool allowsPrivate)
{
    /// <summary>True if plain http to the machine itself will do too, for trying things out. Default: false.</summary>
    public bool AllowLoopbackHttp { get; init; }

    /// <summary>True if the address has a scheme that events may be pushed by.</summary>
    public bool Allow(Uri endpoint) =>
        endpoint.IsAbsoluteUri
        && endpoint.UserInfo.Length == 0
        && (endpoint.Scheme == Uri.UriSchemeHttps || (AllowLoopbackHttp && endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback));

    /// <summary>
    /// True if an address says by itself that it is none of the public Internet; a name does not, but for <c>localhost</c>.
    /// </summary>
    public static bool IsPrivate(Uri endpoint) =>
        endpoint.IsLoopback || (IPAddress.TryParse(endpoint.IdnHost, out var address) && !PublicAddresses.Contains(address));

    /// <summary>Connects to the first address of a name that may be connected to and can be.</summary>
    /// <exception cref="AddressRefusedException">The name has other addresses only.</exception>
    internal async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var endpoint = context.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken);
        // One that is looked up again for the connection might be another.
        var allowed = Array.FindAll(addresses, Allow);
        if (allowed.Length == 0)
            throw new AddressRefusedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endpoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool Allow(IPAddress address) =>
        allowsPrivate || PublicAddresses.Contains(address) || (AllowLoopbackHttp && IPAddress.IsLoopback(address));
}

/// <summary>The receiver's name leads to no address that may be connected to.</summary>
internal sealed class AddressRefusedException() : IOException("The address is not a public one.");
