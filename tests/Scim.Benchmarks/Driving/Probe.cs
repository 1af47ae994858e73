using System.Diagnostics;
using System.Text;
using Scim.Benchmarks.Hosting;

namespace Scim.Benchmarks.Driving;

/// <summary>One connection to a host, request by request, to accounts in turn.</summary>
internal sealed class Probe(HostProcess host, IReadOnlyList<LoadOperations> accounts) : IDisposable
{
    private readonly Connection _connection = new(host.Address);
    private readonly Dictionary<string, List<long>> _times = [];

    /// <summary>One for new accounts.</summary>
    /// <param name="host">The host, whose accounts stay.</param>
    /// <param name="users">How many users each account has.</param>
    /// <param name="accounts">How many accounts.</param>
    public static async Task<Probe> StartAsync(HostProcess host, int users, int accounts = 1)
    {
        var added = new List<LoadOperations>(accounts);
        for (var number = 0; number < accounts; number++)
            added.Add(new LoadOperations(await host.AddTenantAsync(users, keepLast: true), users));
        return new Probe(host, added);
    }

    /// <summary>Forgets what was measured.</summary>
    public void Forget() => _times.Clear();

    /// <summary>Storage requests of the host so far.</summary>
    public async Task<long> StorageRequestsAsync() => (await host.StateAsync()).StorageRequests;

    /// <summary>
    /// Sends the request of a number and notes its time. What was created is deleted again, so that the users stay as many.
    /// </summary>
    public Action<int> SenderOf(Func<LoadOperations, LoadOperation> measure)
    {
        var all = accounts.Select(account => (Account: account, LoadOperation: measure(account))).ToList();
        return number =>
        {
            var (account, operation) = all[number % all.Count];
            Send(operation.Name, operation.Status, operation.Next(number));
            if (operation.Name == "POST")
                Send("DELETE", 204, account.DeleteOf(IdIn(_connection.Body.Span)));
        };
    }

    /// <summary>The median time in µs of each operation that was sent.</summary>
    public IEnumerable<(string Name, double Microseconds)> Times =>
        _times.Select(pair => (pair.Key, RunStatistics.Median(pair.Value.Select(time => time * 1e6 / Stopwatch.Frequency))));

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
