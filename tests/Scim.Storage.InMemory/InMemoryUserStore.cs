using System.Runtime.CompilerServices;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Queries;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Users;

namespace Scim.Storage.InMemory;

/// <summary>Accounts and their users in memory; the plainest code that keeps the contract of the ports.</summary>
public sealed class InMemoryUserStore : IUserStore, IAccountStore, IAuditRetention
{
    private const int MostSorted = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, AccountRegistration> _register = [];
    private readonly Dictionary<AccountId, Partition> _partitions = [];

    /// <summary>The streams of the accounts.</summary>
    public InMemoryStreamStore Streams { get; } = new();

    /// <summary>Does something with the partition of an account, alone.</summary>
    internal T In<T>(AccountId account, Func<Partition, T> act)
    {
        lock (_gate)
        {
            if (!_partitions.TryGetValue(account, out var partition))
                _partitions[account] = partition = new Partition();
            return act(partition);
        }
    }

    public Task<UserRecord?> FindAsync(AccountId account, UserId id, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(Of(account).Users.Find(id));
    }

    public Task<OpenPage> OpenAsync(AccountId account, UserQuery query, CancellationToken cancellationToken)
    {
        var page = query switch
        {
            { Filter: null, Sort: not { By.IsKnown: true } } => Unfiltered(account, query),
            { Sort: { By.IsKnown: true } order } => Sorted(account, query, new ResourceComparer(order, query.Computation.Steps)),
            _ => Filtered(account, query),
        };
        return OpenPage.StartAsync(
            query, Task.FromResult(page.TotalResults), page.Users.ToAsyncEnumerable(), () => page.HasMore, cancellationToken);
    }

    public Task<UserWriteOutcome> WriteAsync(AccountId account, UserWrite write, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(Of(account).Write(write));
    }

    public IAsyncEnumerable<AuditEntry> ReadAuditAsync(AccountId account, CancellationToken cancellationToken) =>
        Trail(account).ToAsyncEnumerable();

    public IAsyncEnumerable<AuditEntry> ReadAuditAsync(AccountId account, AuditPosition after, CancellationToken cancellationToken) =>
        Trail(account).SkipWhile(entry => AuditOrder.Compare(AuditPosition.Of(entry), after) >= 0).ToAsyncEnumerable();

    /// <summary>The newest first, as it is when somebody begins to read.</summary>
    private IEnumerable<AuditEntry> Trail(AccountId account)
    {
        AuditEntry[] trail;
        lock (_gate)
            trail = [.. Of(account).Audit];
        for (var place = trail.Length - 1; place >= 0; place--)
            yield return trail[place];
    }

    /// <summary>Drops the audit trail of an account, which otherwise grows with every write.</summary>
    public void ForgetAudit(AccountId account)
    {
        lock (_gate)
            Of(account).Audit.Clear();
    }

    public Task<bool> CreateAsync(
        AccountId account, DateTimeOffset created, int? licencesOwned, AccountSettings settings, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_register.TryAdd(account, new AccountRegistration(account, created, AccountState.Active)))
                return Task.FromResult(false);
            _partitions[account] = new Partition { Row = new AccountSnapshot(account, licencesOwned, 0, 0, settings, Tag.Next()) };
            return Task.FromResult(true);
        }
    }

    public Task<AccountRegistration?> FindRegistrationAsync(AccountId account, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(_register.GetValueOrDefault(account));
    }

    public async IAsyncEnumerable<AccountRegistration> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        List<AccountRegistration> all;
        lock (_gate)
            all = [.. _register.Values.OrderBy(r => r.Account.Value, StringComparer.Ordinal)];
        foreach (var registration in all)
            yield return registration;
    }

    public Task<AccountSnapshot?> FindAsync(AccountId account, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(Of(account).Row);
    }

    public Task<AccountSnapshot?> UpdateSettingsAsync(
        AccountSnapshot asRead, int? licencesOwned, AccountSettings settings, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var partition = Of(asRead.Account);
            if (partition.Row is not { } row || row.ETag != asRead.ETag)
                return Task.FromResult<AccountSnapshot?>(null);
            partition.Row = row with { LicencesOwned = licencesOwned, Settings = settings, ETag = Tag.Next() };
            return Task.FromResult<AccountSnapshot?>(partition.Row);
        }
    }

    public Task<IReadOnlyList<AccountSchema>> FindSchemasAsync(AccountId account, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(Of(account).Schemas);
    }

    public Task<AccountSnapshot?> ChangeSchemasAsync(
        AccountSnapshot asRead, DateTimeOffset from, IReadOnlyList<AccountSchema> schemas, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var partition = Of(asRead.Account);
            if (partition.Row is not { } row || row.ETag != asRead.ETag)
                return Task.FromResult<AccountSnapshot?>(null);
            partition.Schemas = schemas;
            partition.Row = row with { Schemas = new SchemaGeneration(row.Schemas.Number + 1, from), ETag = Tag.Next() };
            return Task.FromResult<AccountSnapshot?>(partition.Row);
        }
    }

    public Task<AccountSnapshot?> ChangeStreamsAsync(
        AccountSnapshot asRead, IReadOnlyList<StreamSetting> streams, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var partition = Of(asRead.Account);
            if (partition.Row is not { } row || row.ETag != asRead.ETag)
                return Task.FromResult<AccountSnapshot?>(null);
            partition.Row = row with { Streams = streams, ETag = Tag.Next() };
            return Task.FromResult<AccountSnapshot?>(partition.Row);
        }
    }

    public Task<bool> SetStateAsync(AccountId account, AccountState state, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_register.TryGetValue(account, out var registration))
                return Task.FromResult(false);
            _register[account] = registration with { State = state };
            return Task.FromResult(true);
        }
    }

    public Task RemoveRowsAsync(AccountId account, IProgress<int> removed, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var partition = Of(account);
            removed.Report(Streams.RemoveAll(account) + partition.Users.Count + partition.Audit.Count + partition.Events.Count);
            _partitions.Remove(account);
            return Task.CompletedTask;
        }
    }

    public Task<AuditCount> CountAsync(AccountId account, DateTimeOffset before, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var trail = Of(account).Audit;
            return Task.FromResult(new AuditCount(trail.Count, trail.Count(entry => entry.When < before)));
        }
    }

    public Task RemoveAsync(AccountId account, DateTimeOffset before, IProgress<int> removed, CancellationToken cancellationToken)
    {
        lock (_gate)
            removed.Report(Of(account).Audit.RemoveAll(entry => entry.When < before));
        return Task.CompletedTask;
    }

    private UserPage Unfiltered(AccountId account, UserQuery query)
    {
        lock (_gate)
        {
            var users = Of(account).Users;
            if (!query.ByCursor)
                return new UserPage(users.Take(query.StartIndex - 1, query.Count), users.Count, false);
            var start = query.After is { } after ? users.PlaceBehind(after.User) : 0;
            return new UserPage(users.Take(start, query.Count), users.Count, start + query.Count < users.Count);
        }
    }

    /// <summary>Keeps no more than the page of what it reads.</summary>
    private UserPage Filtered(AccountId account, UserQuery query)
    {
        var (page, matches, matcher) = (new List<UserRecord>(), 0, new UserMatcher(query));
        foreach (var user in Candidates(account, query.Filter))
        {
            if (!matcher.Accepts(user))
                continue;
            if (query is { ByCursor: true, After: { } after } && user.Id <= after.User)
                continue;
            if (++matches > (query.ByCursor ? 0 : query.StartIndex - 1) && page.Count < query.Count)
                page.Add(user);
        }
        return query.ByCursor ? new UserPage(page, null, matches > query.Count) : new UserPage(page, matches, false);
    }

    private UserPage Sorted(AccountId account, UserQuery query, ResourceComparer order)
    {
        if ((query.ByCursor ? 0L : query.StartIndex) + query.Count > MostSorted)
            throw new ScimException(ScimError.TooMany("Sort fewer users."));
        var all = Candidates(account, query.Filter).ToList();
        var matches = all
            .Where(new UserMatcher(query).Accepts)
            .ToList();
        try
        {
            matches.Sort((one, other) => order.Compare(one.In(query.Type), other.In(query.Type)));
        }
        catch (InvalidOperationException fault) when (fault.InnerException is ScimException refusal)
        {
            throw refusal; // What a comparison throws, the sort wraps.
        }
        if (!query.ByCursor)
            return new UserPage([.. matches.Skip(query.StartIndex - 1).Take(query.Count)], matches.Count, false);

        var last = query.After is { } after
            ? all.Find(user => user.Position == after) ?? throw new ScimException(ScimError.ExpiredCursor())
            : null;
        var rest = last is null ? matches : matches.FindAll(user => order.Compare(user.In(query.Type), last.In(query.Type)) > 0);
        return new UserPage(
            [.. rest.Take(query.Count)], query.Filter is null ? matches.Count : null, rest.Count > query.Count);
    }

    /// <summary>The users that may satisfy a filter, by an index if it has one, each read anew.</summary>
    private IEnumerable<UserRecord> Candidates(AccountId account, Filter? filter)
    {
        lock (_gate)
        {
            var partition = Of(account);
            return MemoryEquality.In(filter) is { } equality
                ? partition.FindByIndex(equality)
                : partition.Users.All();
        }
    }

    private Partition Of(AccountId account) => _partitions.GetValueOrDefault(account) ?? new Partition();
}
