using System.Globalization;
using Scim.Testing;
using Scim.Testing.Faults;

namespace Scim.Resilience.Tests.Chaos;

/// <summary>
/// Local hosts as processes, each with a faulty way to storage of its own. One after another is killed and started again on a new
/// port, at given operations; at most one is down at a time.
/// </summary>
internal sealed class MortalHosts : IAsyncDisposable
{
    private readonly string _tablePrefix;
    private readonly HashSet<int> _deaths;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly List<StorageProxy> _proxies = [];
    private readonly List<LocalHostProcess> _all = [];
    private readonly List<ScimClient> _clients = [];
    private readonly LocalHostProcess[] _hosts;
    private readonly ScimClient?[] _up;
    private readonly Lock _lock = new();
    private Task _killing = Task.CompletedTask;

    private MortalHosts(string tablePrefix, int hosts, IEnumerable<int> deaths, IReadOnlyDictionary<string, string> settings)
    {
        (_tablePrefix, _deaths, _settings) = (tablePrefix, [.. deaths], settings);
        (_hosts, _up) = (new LocalHostProcess[hosts], new ScimClient?[hosts]);
    }

    /// <summary>How many hosts were killed.</summary>
    public int Killed { get; private set; }

    /// <summary>Starts a host for each plan.</summary>
    /// <param name="tablePrefix">Their tables.</param>
    /// <param name="plans">What befalls the storage requests of each.</param>
    /// <param name="deaths">The numbers of the operations at which a host is killed.</param>
    /// <param name="settings">Further settings of the hosts; null for none.</param>
    public static async Task<MortalHosts> StartAsync(
        string tablePrefix,
        IReadOnlyList<FaultPlan> plans,
        IEnumerable<int> deaths,
        IReadOnlyDictionary<string, string>? settings = null)
    {
        var hosts = new MortalHosts(tablePrefix, plans.Count, deaths, settings ?? new Dictionary<string, string>());
        try
        {
            foreach (var plan in plans)
                hosts._proxies.Add(await StorageProxy.StartAsync(await AzuriteInstance.GetProcessAsync(), plan));
            await Task.WhenAll(plans.Select((_, place) => hosts.StartAsync(place)));
            var first = await LocalHosts.SignInAsync(hosts._hosts[0], CancellationToken.None);
            for (var place = 0; place < plans.Count; place++)
                hosts.Add(place, first.At(hosts._hosts[place].ScimBase));
            hosts._clients.Add(first);
            return hosts;
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    /// <summary>The client for the operation of a number, at a host that is not known to be down.</summary>
    public ScimClient ClientOf(int number)
    {
        lock (_lock)
        {
            if (_deaths.Remove(number))
                _killing = KillAfterAsync(_killing);
            return ClientAt(number);
        }
    }

    /// <summary>A client of a host that is not known to be down.</summary>
    public ScimClient ClientAt(int number)
    {
        lock (_lock) return _up[number % _up.Length] ?? _up[(number + 1) % _up.Length]!; // At most one is down.
    }

    /// <summary>Waits until all are up again.</summary>
    public Task SettleAsync()
    {
        lock (_lock) return _killing;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await Task.WhenAll(_all.Select(host => host.DisposeAsync().AsTask()));
        foreach (var proxy in _proxies) await proxy.DisposeAsync();
    }

    private async Task KillAfterAsync(Task earlier)
    {
        await earlier;
        await Task.Yield();
        var place = Killed++ % _hosts.Length;
        var killed = _up[place]!; // All are up once the earlier one is.
        await _hosts[place].KillAsync();
        lock (_lock) _up[place] = null;
        await StartAsync(place);
        Add(place, killed.At(_hosts[place].ScimBase));
    }

    private async Task StartAsync(int place)
    {
        var host = await LocalHosts.StartAsync(
            _tablePrefix,
            new(_settings)
            {
                ["TableStorage:ConnectionString"] = _proxies[place].ConnectionString,
                ["Demo:Licences"] = ChaosRun.Licences.ToString(CultureInfo.InvariantCulture),
                ["Demo:RequestsPerSecond"] = "1000000",
                ["Demo:Burst"] = "1000000",
            },
            CancellationToken.None);
        lock (_lock) _all.Add(_hosts[place] = host);
    }

    private void Add(int place, ScimClient client)
    {
        lock (_lock) _clients.Add(_up[place] = client);
    }
}
