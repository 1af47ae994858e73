using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Moq;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Upkeep;
using Scim.Storage.InMemory;
using Scim.Testing;

namespace Scim.Provisioning.Tests.Upkeep;

/// <summary>The upkeep over storage in memory.</summary>
internal sealed class UpkeepSite : IDisposable
{
    private readonly ILoggerFactory _loggers;

    public UpkeepSite()
    {
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(Log));
        Requests.Setup(log => log.RemoveAsync(
                It.IsAny<AccountId>(), It.IsAny<DateTimeOffset>(), It.IsAny<IProgress<int>>(), It.IsAny<CancellationToken>()))
            .Returns(Storage.Requests.RemoveAsync);
        Requests.Setup(log => log.RemoveAllAsync(It.IsAny<AccountId>(), It.IsAny<IProgress<int>>(), It.IsAny<CancellationToken>()))
            .Returns(Storage.Requests.RemoveAllAsync);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 6, 1, 3, 17, 0, TimeSpan.Zero));

    public InMemoryStorage Storage { get; } = new();

    public Mock<IIntegrityCheck> Integrity { get; } = new();

    public Mock<IRequestLog> Requests { get; } = new();

    /// <summary>In place of that of the storage.</summary>
    public IAuditRetention? Audit { get; init; }

    public LogLines Log { get; } = new();

    public DateTimeOffset Now => Time.GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task<UpkeepCounts> RunAsync(Retention? retention = null, CancellationToken? stop = null) => new UpkeepSweep(
        Storage.Users,
        Integrity.Object,
        Requests.Object,
        Audit ?? Storage.Users,
        new ExpiredTokens(Storage.Tokens, Time),
        new IdleBuckets(Storage.Buckets, Storage.Clients, Time),
        retention ?? new Retention(),
        new UpkeepLog(_loggers.CreateLogger<UpkeepLog>()),
        Time).RunAsync(TimeSpan.FromMinutes(20), stop ?? Cancel);

    /// <summary>An account with an entry of each of those ages in days.</summary>
    public async Task<AccountId> AddAccountAsync(string name, params double[] ages)
    {
        var account = AccountId.Parse(name);
        Assert.True(await Storage.Users.CreateAsync(account, Now, null, Strictness.Lenient, Cancel));
        await LogAsync(account, ages);
        return account;
    }

    public Task LogAsync(AccountId account, params double[] ages) => Storage.Requests.WriteAsync(
        new RequestBatch(account, [.. ages.Select(age => Entry(account, Now.AddDays(-age)))], []), Cancel);

    public async Task<int> LoggedAsync(AccountId account) =>
        await Storage.Requests.ReadAsync(account, null, null, Cancel).CountAsync(Cancel);

    public Task AddTokenAsync(string text, double expiredDaysAgo) => Storage.Tokens.AddAsync(
        new StsToken
        {
            Hash = SecretHash.Of(text),
            Account = AccountId.Parse("acme"),
            Client = ClientId.Parse("test"),
            Scopes = [Caller.ScimScope],
            Lifetime = TimeSpan.FromDays(1),
            Expires = Now.AddDays(-expiredDaysAgo),
            LastUsed = Now.AddDays(-expiredDaysAgo - 1),
        },
        Cancel);

    public void Dispose() => _loggers.Dispose();

    private static LoggedRequest Entry(AccountId account, DateTimeOffset when) => new()
    {
        Id = Guid.CreateVersion7(when),
        Account = account,
        When = when,
        Client = ClientId.Parse("test"),
        Method = "POST",
        Route = "/Users",
        Operation = "CreateUser",
        Status = 400,
        Duration = TimeSpan.Zero,
        CorrelationId = "0af7651916cd43dd8448eb211c80319c",
    };
}
