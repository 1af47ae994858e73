using System.Runtime.CompilerServices;
using Scim.Protocol.Errors;
using Scim.Protocol.Filters;
using Scim.Protocol.Queries;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Users;

namespace Scim.Storage.InMemory;

/// <summary>Accounts and their users in memory; the plainest code that keeps the contract of the ports.</summary>
public sealed class InMemoryUserStore : IUserStore, IAccountStore, IAuditRetention
{
    private const int MostSorted = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<AccountId, AccountRegistration> _register = [];
    private readonly Dictionary<AccountId, Partition> _partitions = [];

    public Task<UserRecord?> FindAsync(AccountId account, UserId id, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(Of(account).Users.GetValueOrDefault(id.Value));
    }

    public Task<UserPage> ListAsync(AccountId account, UserQuery query, CancellationToken cancellationToken)
    {
        List<UserRecord> all;
        lock (_gate)
            all = [.. Of(account).Users.Values];

        var order = query.Sort is { By.IsKnown: true } sort ? new ResourceComparer(sort) : null;
        if (order is not null && (query.ByCursor ? 0L : query.StartIndex) + query.Count > MostSorted)
            throw new ScimException(ScimError.TooMany("Sort fewer users."));
        var found = all.Where(user => query.Filter?.Matches(user.Resource) ?? true);
        var matches = (order is null ? found : found.OrderBy(user => user.Resource, order)).ToList();
        if (!query.ByCursor)
            return Task.FromResult(new UserPage([.. matches.Skip(query.StartIndex - 1).Take(query.Count)], matches.Count, false));

        var rest = query.After is { } after ? matches.Where(Behind(after, all, order)).ToList() : matches;
        return Task.FromResult(new UserPage(
            [.. rest.Take(query.Count)], query.Filter is null ? matches.Count : null, rest.Count > query.Count));
    }

    public Task<UserWriteOutcome> WriteAsync(AccountId account, UserChange change, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(Of(account).Write(change));
    }

    public Task<UserAdditionOutcome> AddAsync(
        AccountSnapshot account, IReadOnlyList<UserAddition> users, CancellationToken cancellationToken)
    {
        lock (_gate)
            return Task.FromResult(Of(account.Account).Add(account, users));
    }

    public async IAsyncEnumerable<AuditEntry> ReadAuditAsync(
        AccountId account, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        List<AuditEntry> trail;
        lock (_gate)
            trail = [.. Of(account).Audit.AsEnumerable().Reverse()];
        foreach (var entry in trail.OrderByDescending(entry => entry.When))
            yield return entry;
    }

    /// <summary>Drops the audit trail of an account, which otherwise grows with every write.</summary>
    public void ForgetAudit(AccountId account)
    {
        lock (_gate)
            Of(account).Audit.Clear();
    }

    public Task<bool> CreateAsync(
        AccountId account, DateTimeOffset created, int? licencesOwned, Strictness strictness, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_register.TryAdd(account, new AccountRegistration(account, created, AccountState.Active)))
                return Task.FromResult(false);
            _partitions[account] = new Partition { Row = new AccountSnapshot(account, licencesOwned, 0, 0, strictness, Tag.Next()) };
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
        AccountSnapshot asRead, int? licencesOwned, Strictness strictness, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var partition = Of(asRead.Account);
            if (partition.Row is not { } row || row.ETag != asRead.ETag)
                return Task.FromResult<AccountSnapshot?>(null);
            partition.Row = row with { LicencesOwned = licencesOwned, Strictness = strictness, ETag = Tag.Next() };
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
            removed.Report(partition.Users.Count + partition.Audit.Count);
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

    private static Func<UserRecord, bool> Behind(UserId after, List<UserRecord> all, ResourceComparer? order)
    {
        if (order is null)
            return user => string.CompareOrdinal(user.Id.Value, after.Value) > 0;
        var last = all.Find(user => user.Id == after) ?? throw new ScimException(ScimError.ExpiredCursor());
        return user => order.Compare(user.Resource, last.Resource) > 0;
    }

    private Partition Of(AccountId account) => _partitions.GetValueOrDefault(account) ?? new Partition();

    private sealed class Partition
    {
        public AccountSnapshot? Row { get; set; }

        public SortedDictionary<string, UserRecord> Users { get; } = new(StringComparer.Ordinal);

        public List<AuditEntry> Audit { get; } = [];

        private Dictionary<string, string> UserNames { get; } = new(StringComparer.OrdinalIgnoreCase);

        public UserWriteOutcome Write(UserChange change)
        {
            if (change.Before is { } asRead && (!Users.TryGetValue(asRead.Id.Value, out var stored) || stored.ETag != asRead.ETag))
                return new UserWriteOutcome(UserWriteResult.UserChanged);
            if (change.After is { } wanted && UserNames.TryGetValue(UserNameOf(wanted), out var holder) && holder != wanted.Id.Value)
                return new UserWriteOutcome(UserWriteResult.UserNameTaken);
            if (change.Account is { } account && Row?.ETag != account.ETag)
                return new UserWriteOutcome(UserWriteResult.AccountChanged);

            if (change.Before is { } before)
            {
                Users.Remove(before.Id.Value);
                UserNames.Remove(UserNameOf(before));
            }
            if (change.After is { } after)
            {
                Users[after.Id.Value] = Stored(after);
                UserNames[UserNameOf(after)] = after.Id.Value;
            }
            if (change.Account is not null && Row is { } row)
                Row = row with { LicencesInUse = change.LicencesInUse, Users = change.Users, ETag = Tag.Next() };
            Audit.Add(change.Audit);
            return new UserWriteOutcome(UserWriteResult.Written, change.Account is null ? null : Row);
        }

        public UserAdditionOutcome Add(AccountSnapshot account, IReadOnlyList<UserAddition> users)
        {
            if (Row is not { } row || row.ETag != account.ETag)
                return new UserAdditionOutcome(UserWriteResult.AccountChanged, 0);
            var together = users
                .TakeWhile((user, place) => !users.Take(place).Any(earlier => CannotStandTogether(earlier.User, user.User)))
                .ToList();
            if (together.FindIndex(user => UserNames.ContainsKey(UserNameOf(user.User))) is >= 0 and var taken)
                return new UserAdditionOutcome(UserWriteResult.UserNameTaken, taken);
            if (together.FindIndex(user => Users.ContainsKey(user.User.Id.Value)) is >= 0 and var there)
                return new UserAdditionOutcome(UserWriteResult.UserChanged, there);
            foreach (var (user, audit) in together)
            {
                Users[user.Id.Value] = Stored(user);
                UserNames[UserNameOf(user)] = user.Id.Value;
                Audit.Add(audit);
            }
            Row = row with
            {
                LicencesInUse = together[^1].Audit.LicencesInUseAfter ?? row.LicencesInUse,
                Users = together[^1].Audit.UsersAfter ?? row.Users,
                ETag = Tag.Next(),
            };
            return new UserAdditionOutcome(UserWriteResult.Written, together.Count, Row);
        }

        private static bool CannotStandTogether(UserRecord a, UserRecord b) =>
            a.Id == b.Id || string.Equals(UserNameOf(a), UserNameOf(b), StringComparison.OrdinalIgnoreCase);

        private static string UserNameOf(UserRecord user) => (string)user.Resource[UserResource.UserName]!; // Required by the rules.

        private static UserRecord Stored(UserRecord user) => new()
        {
            Id = user.Id,
            Created = user.Created,
            LastModified = user.LastModified,
            Version = user.Version,
            WaitingForLicence = user.WaitingForLicence,
            EmailIsDerived = user.EmailIsDerived,
            Document = user.Document,
            ETag = Tag.Next(),
        };
    }
}
