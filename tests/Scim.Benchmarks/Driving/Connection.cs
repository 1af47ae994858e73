using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Scim.Benchmarks.Driving;

/// <summary>
/// One HTTP/1.1 connection that sends a request and waits for its answer, at the least cost for the machine that it shares with the
/// host: no client library would leave as much of it.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _answer = new byte[64 * 1024];

    public Connection(Uri address) => _socket.Connect(address.Host, address.Port);

    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    private static ReadOnlySpan<byte> Length => "\r\nContent-Length: "u8;

    private static ReadOnlySpan<byte> Chunked => "\r\nTransfer-Encoding: chunked"u8;

    private static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    /// <summary>The body of the last answer, until the next request; empty if it came in chunks.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>A request as it is sent.</summary>
    public static byte[] Request(string method, string path, string? token, string? json = null)
    {
        var authorization = token is null ? "" : $"Authorization: Bearer {token}\r\n";
        var content = json is null ? "" : $"Content-Type: application/scim+json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n";
        return Encoding.UTF8.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/scim+json\r\n{authorization}{content}\r\n{json}");
    }

    /// <summary>Sends a request and reads the answer whole. Its status.</summary>
    public int Send(ReadOnlySpan<byte> request)
    {
        _socket.Send(request);
        var (read, head) = (0, -1);
        while (head < 0)
        {
            read += Receive(read);
            head = _answer.AsSpan(0, read).IndexOf(HeadEnd);
        }
        var status = ((_answer[9] - '0') * 100) + ((_answer[10] - '0') * 10) + _answer[11] - '0';
        var start = head + HeadEnd.Length;
        if (_answer.AsSpan(0, head).IndexOf(Chunked) >= 0)
        {
            PassChunks(start, read);
            Body = default;
            return status;
        }
        var end = start + LengthIn(_answer.AsSpan(0, head));
        while (read < end)
            read += Receive(read);
        Body = _answer.AsMemory(start, end - start);
        return status;
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Reads up to the end of the last chunk, which is the empty one.</summary>
    private void PassChunks(int at, int read)
    {
        for (var length = 1; length > 0;)
        {
            int line;
            while ((line = _answer.AsSpan(at, read - at).IndexOf(LineEnd)) < 0)
                read += Receive(read);
            length = int.Parse(_answer.AsSpan(at, line), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            at += line + LineEnd.Length + length + LineEnd.Length;
            while (read < at)
                read += Receive(read);
        }
    }

    private int Receive(int at)
    {
        if (at == _answer.Length)
            Array.Resize(ref _answer, 2 * at);
        var received = _socket.Receive(_answer.AsSpan(at));
        return received > 0 ? received : throw new IOException("The host closed the connection.");
    }

    private static int LengthIn(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf(Length);
        var length = 0;
        if (at < 0)
            return length;
        foreach (var digit in head[(at + Length.Length)..])
        {
            if (!char.IsAsciiDigit((char)digit))
                break;
            length = (length * 10) + digit - '0';
        }
        return length;
    }
}
