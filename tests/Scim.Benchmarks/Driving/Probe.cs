using System.Diagnostics;
using System.Text;
using Scim.Benchmarks.Hosting;

namespace Scim.Benchmarks.Driving;

/// <summary>One connection to a host, request by request.</summary>
internal sealed class Probe(HostProcess host, string token, int users) : IDisposable
{
    private readonly Connection _connection = new(host.Address);
    private readonly Dictionary<string, List<long>> _times = [];

    public Operations Operations { get; } = new(token, users);

    public static async Task<Probe> StartAsync(HostProcess host, int users) => new(host, await host.AddTenantAsync(users), users);

    /// <summary>Forgets what was measured.</summary>
    public void Forget() => _times.Clear();

    /// <summary>Storage requests of the host so far.</summary>
    public async Task<long> StorageRequestsAsync() => (await host.StateAsync()).StorageRequests;

    /// <summary>Sends one request and notes its time. What was created is deleted again, so that the users stay as many.</summary>
    public void Send(Operation operation, int number)
    {
        Send(operation.Name, operation.Status, operation.Next(number));
        if (operation.Name == "POST")
            Send("DELETE", 204, Operations.DeleteOf(IdIn(_connection.Body.Span)));
    }

    /// <summary>The median time in µs of each operation that was sent.</summary>
    public IEnumerable<(string Name, double Microseconds)> Times =>
        _times.Select(pair => (pair.Key, Statistics.Median(pair.Value.Select(time => time * 1e6 / Stopwatch.Frequency))));

    public void Dispose() => _connection.Dispose();

    private void Send(string name, int expected, byte[] request)
    {
        var sent = Stopwatch.GetTimestamp();
        var status = _connection.Send(request);
        var time = Stopwatch.GetTimestamp() - sent;
        if (status != expected)
            throw new InvalidOperationException($"{name} was answered with {status}.");
        if (!_times.TryGetValue(name, out var times))
            _times[name] = times = [];
        times.Add(time);
    }

    private static string IdIn(ReadOnlySpan<byte> user) => Encoding.ASCII.GetString(user.Slice(user.IndexOf("\"id\":\""u8) + 6, 36));
}
