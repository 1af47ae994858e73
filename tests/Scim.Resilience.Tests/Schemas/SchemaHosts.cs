using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Operations.Accounts;
using Scim.Operations.Checks;
using Scim.Operations.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;
using Scim.Testing;

namespace Scim.Resilience.Tests.Schemas;

/// <summary>Three hosts and an operator, each with a clock of its own, and what the account has by each of them.</summary>
internal sealed class SchemaHosts : IAsyncDisposable
{
    public const int Count = 3;

    /// <summary>By how much the clocks differ.</summary>
    public static readonly TimeSpan Difference = TimeSpan.FromSeconds(2);

    private readonly List<DrivenClock> _clocks;
    private readonly List<ServiceInstance> _hosts = [];
    private readonly List<ScimClient> _clients = [];
    private readonly List<(DateTimeOffset From, SchemasInForce State)> _history =
        [(default, new SchemasInForce(0, null, Enterprise: true))];
    private Tenant _tenant = null!;
    private SchemaOperations _schemas = null!;
    private DateTimeOffset[] _before;

    private SchemaHosts(IEnumerable<TimeSpan> shifts)
    {
        _clocks = [.. shifts.Select(shift => new DrivenClock(TimeProvider.System.GetUtcNow(), shift))];
        _before = Now();
    }

    /// <summary>The schemas by the last change, whether or not it has taken effect.</summary>
    public SchemasInForce Last => _history[^1].State;

    public IReadOnlyList<ScimClient> Clients => _clients;

    /// <summary>The time that has passed.</summary>
    public TimeSpan Time { get; private set; }

    /// <summary>Starts them.</summary>
    /// <param name="shifts">How far the clocks of the hosts and, last, of the operator are ahead.</param>
    public static async Task<SchemaHosts> StartAsync(IReadOnlyList<TimeSpan> shifts)
    {
        var hosts = new SchemaHosts(shifts);
        var prefix = AzuriteInstance.NewTablePrefix();
        foreach (var clock in hosts._clocks.Take(Count))
            hosts._hosts.Add(await ServiceInstance.StartAsync(prefix, clock, logLevel: LogLevel.Warning));
        hosts._tenant = await hosts._hosts[0].AddTenantAsync("acme");
        hosts._clients.AddRange(hosts._hosts.Select(host => host.ClientOf(hosts._tenant)));
        hosts._schemas = hosts.Operator();
        return hosts;
    }

    /// <summary>Moves all clocks on. What is under way may go by the time of before.</summary>
    public void MoveTo(TimeSpan time)
    {
        _before = Now();
        Time = time;
        _clocks.ForEach(clock => clock.MoveTo(time));
    }

    /// <summary>From now on nothing is under way.</summary>
    public void Settle() => _before = Now();

    /// <summary>Changes the schemas, and tells how long after the start every host goes by the change.</summary>
    public async Task<TimeSpan> ChangeAsync(SchemasInForce next, CancellationToken cancellationToken)
    {
        var change = await Last.ChangeAsync(_schemas, _tenant.Account, next, cancellationToken);
        var from = change.From ?? throw new InvalidOperationException("Nothing was changed.");
        _history.Add((from, next));
        return Time + (from - _clocks.Take(Count).Min(clock => clock.GetUtcNow()));
    }

    /// <summary>When the operator may make the next change.</summary>
    public TimeSpan NextChange => Time + (_history[^1].From - _clocks[^1].GetUtcNow());

    /// <summary>
    /// What the account may have by a host: from the change on that its clock says, up to the one that anybody's clock says.
    /// </summary>
    public IReadOnlyList<SchemasInForce> StatesAt(int host)
    {
        var least = _history.FindLastIndex(change => change.From <= _before[host]);
        var most = _history.FindLastIndex(change => _clocks.Exists(clock => change.From <= clock.GetUtcNow()));
        return [.. _history.Take(most + 1).Skip(least).Select(change => change.State)];
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        foreach (var host in _hosts)
            await host.DisposeAsync();
    }

    private DateTimeOffset[] Now() => [.. _clocks.Select(clock => clock.GetUtcNow())];

    /// <summary>By the ports of a host, and a clock of its own that nobody compares with storage's.</summary>
    private SchemaOperations Operator()
    {
        var services = _hosts[0].Services;
        var (store, users, clock) = (services.GetRequiredService<IAccountStore>(), services.GetRequiredService<IUserStore>(), _clocks[^1]);
        var accounts = new AccountOperations(store, new RememberedAccounts(store, clock), users, clock);
        var checks = new IntegrityChecks(accounts, new UncheckedClock(), services.GetRequiredService<IClientStore>(), clock);
        return new SchemaOperations(accounts, checks, store, users, clock);
    }

    private sealed class UncheckedClock : IIntegrityCheck
    {
        public Task<Finding?> CheckClockAsync(CancellationToken cancellationToken) => Task.FromResult<Finding?>(null);

        public IAsyncEnumerable<Finding> CheckAccessAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<Finding>();

        public IAsyncEnumerable<Finding> CheckTablesAsync(bool repair, CancellationToken cancellationToken) =>
            AsyncEnumerable.Empty<Finding>();

        public IAsyncEnumerable<Finding> CheckAsync(AccountId account, bool repair, CancellationToken cancellationToken) =>
            AsyncEnumerable.Empty<Finding>();
    }
}
