using System.Net.Sockets;
using System.Text;

namespace Scim.Conformance.Tests.Transport;

/// <summary>A connection on which a test writes and reads HTTP/1.1 itself.</summary>
internal sealed class RawConnection : IDisposable
{
    private const string ContentLength = "Content-Length:";

    private readonly TcpClient _connection;
    private readonly StreamReader _reader;
    private readonly string _host;
    private int _bodyLength;

    private RawConnection(TcpClient connection, string host)
    {
        (_connection, _host) = (connection, host);
        _reader = new StreamReader(connection.GetStream(), Encoding.UTF8);
    }

    public static async Task<RawConnection> OpenAsync(string scimBase, CancellationToken cancellationToken)
    {
        var url = new Uri(scimBase);
        Assert.SkipUnless(url.Scheme == Uri.UriSchemeHttp, "It writes plain HTTP/1.1.");
        var connection = new TcpClient();
        await connection.ConnectAsync(url.Host, url.Port, cancellationToken);
        return new RawConnection(connection, url.Authority);
    }

    /// <summary>Writes the head of a request to create a user.</summary>
    public Task PostUserAsync(string token, string fields, CancellationToken cancellationToken) =>
        WriteAsync(
            $"POST /scim/v2/Users HTTP/1.1\r\nHost: {_host}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/scim+json\r\n"
            + $"{fields}\r\n\r\n",
            cancellationToken);

    /// <summary>Writes text as it is.</summary>
    public Task WriteAsync(string text, CancellationToken cancellationToken) =>
        _connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();

    /// <summary>Writes a text in chunks of a length, with an extension on each and a trailer field.</summary>
    public async Task WriteChunksAsync(string text, int length, CancellationToken cancellationToken)
    {
        foreach (var chunk in text.Chunk(length))
            await WriteAsync($"{chunk.Length:X};part=1\r\n{new string(chunk)}\r\n", cancellationToken);
        await WriteAsync("0\r\nX-Trailer: 1\r\n\r\n", cancellationToken);
    }

    /// <summary>Reads the head of an answer.</summary>
    /// <returns>The status.</returns>
    public async Task<int> ReadStatusAsync(CancellationToken cancellationToken)
    {
        var status = (await _reader.ReadLineAsync(cancellationToken))?.Split(' ')[1] ?? throw new EndOfStreamException();
        _bodyLength = 0;
        while (await _reader.ReadLineAsync(cancellationToken) is { Length: > 0 } field)
        {
            if (field.StartsWith(ContentLength, StringComparison.OrdinalIgnoreCase))
                _bodyLength = int.Parse(field.AsSpan(ContentLength.Length), System.Globalization.CultureInfo.InvariantCulture);
        }
        return int.Parse(status, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Reads the heads of what comes up to the one that is final.</summary>
    /// <returns>The statuses, with a space between them.</returns>
    public async Task<string> ReadStatusesAsync(CancellationToken cancellationToken)
    {
        var statuses = new List<int>();
        do statuses.Add(await ReadStatusAsync(cancellationToken));
        while (statuses[^1] is >= 100 and < 200);
        return string.Join(' ', statuses);
    }

    /// <summary>Reads the body, of ASCII, whose head was read last.</summary>
    public async Task SkipBodyAsync(CancellationToken cancellationToken) =>
        await _reader.ReadBlockAsync(new char[_bodyLength], cancellationToken);

    /// <summary>Reads all that comes until the service closes the connection.</summary>
    public Task<string> ReadToEndAsync(CancellationToken cancellationToken) => _reader.ReadToEndAsync(cancellationToken);

    public void Dispose()
    {
        _reader.Dispose();
        _connection.Dispose();
    }
}
