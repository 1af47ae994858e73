using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Scim.Infra.Tests.Azd;

/// <summary>A server that answers each connection with the next of its status lines, and lets go of it.</summary>
internal sealed class AnswersInTurn : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);

    /// <param name="statuses">What it answers; null for a connection that ends without an answer.</param>
    public AnswersInTurn(params string?[] statuses)
    {
        _listener.Start();
        Address = $"http://{_listener.LocalEndpoint}";
        _ = AnswerAsync(statuses);
    }

    /// <summary>Where it listens.</summary>
    public string Address { get; }

    public void Dispose() => _listener.Dispose();

    private async Task AnswerAsync(string?[] statuses)
    {
        foreach (var status in statuses)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            if (status is null) continue;
            var stream = client.GetStream();
            await stream.ReadAtLeastAsync(new byte[1], minimumBytes: 1);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        }
    }
}
