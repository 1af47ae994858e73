using System.Net.Sockets;
using System.Text;

namespace Scim.Resilience.Tests.Isolation;

/// <summary>A request, written and answered byte by byte.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query, encoded as on the wire.</param>
internal sealed record RawRequest(string Method, string Target)
{
    /// <summary>The <c>Authorization</c> field; null for none.</summary>
    public string? Authorization { get; init; }

    /// <summary>Other fields.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];

    /// <summary>The body; null for none.</summary>
    public string? Body { get; init; }

    /// <summary>The path without the query.</summary>
    public string Path => Target.Split('?')[0];

    /// <summary>Sends the request on a connection of its own.</summary>
    /// <returns>The answer to its last byte, one character for each.</returns>
    public async Task<string> SendAsync(Uri service, CancellationToken cancellationToken)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(service.Host, service.Port, cancellationToken);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Head(service.Authority) + Body), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private string Head(string host)
    {
        var head = new StringBuilder().Append($"{Method} {Target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
        if (Authorization is not null) head.Append($"Authorization: {Authorization}\r\n");
        if (Body is not null) head.Append($"Content-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n");
        foreach (var (name, value) in Fields) head.Append($"{name}: {value}\r\n");
        return head.Append("\r\n").ToString();
    }
}
