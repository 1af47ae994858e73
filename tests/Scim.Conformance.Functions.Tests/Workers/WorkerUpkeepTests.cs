using Microsoft.Extensions.DependencyInjection;
using Scim.Conformance.Tests.Service;
using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Tokens;
using Scim.Storage.Tables;
using Scim.Testing;
using Scim.Testing.Functions;
using Scim.Testing.Tenants;

namespace Scim.Conformance.Tests.Workers;

/// <summary>The published app removes what has grown old within the call of its timer.</summary>
public sealed class WorkerUpkeepTests : IAsyncLifetime
{
    private const string Upkeep = "Upkeep";

    private readonly string _tablePrefix = AzuriteInstance.NewTablePrefix();
    private ServiceProvider? _storage;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private ServiceProvider Storage => _storage ?? throw new InvalidOperationException("The test has not begun.");

    private IRequestLog Log => Storage.GetRequiredService<IRequestLog>();

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(ConformanceService.IsForeign, "It starts a host of its own; SCIM_BASE_URL names somebody else's.");
        _storage = new ServiceCollection()
            .AddLogging()
            .AddScimTableStorage(new TableStorageOptions
            {
                ConnectionString = (await AzuriteInstance.GetProcessAsync()).ConnectionString,
                TablePrefix = _tablePrefix,
            })
            .AddScimProvisioning()
            .BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
    }

    [Fact]
    public async Task Old_rows_are_gone_when_the_call_ends_and_the_worker_goes_on()
    {
        var tenant = await TenantStorage.AddAsync(Storage, new NewTenant("acme"), Cancel);
        var young = Entry(tenant.Account, Now);
        var old = Enumerable.Range(3, 90).Select(days => Entry(tenant.Account, Now.AddDays(-days)));
        await Log.WriteAsync(new RequestBatch(tenant.Account, [young, .. old], []), Cancel);
        var (expired, kept) = (Token("expired", Now.AddDays(-3)), Token("kept", Now.AddHours(-3)));
        var tokens = Storage.GetRequiredService<ITokenStore>();
        foreach (var token in (StsToken[])[expired, kept]) await tokens.AddAsync(token, Cancel);
        await using var host = await FunctionsHosts.StartAsync(_tablePrefix, new() { ["Requests:RetentionDays"] = "2" }, Cancel);

        await host.FireTimerAsync(Upkeep, Cancel);

        Assert.Equal(young.Id, (await Log.ReadAsync(tenant.Account, null, null, Cancel).SingleAsync(Cancel)).Id);
        Assert.Null(await tokens.FindAsync(expired.Hash, Cancel));
        Assert.NotNull(await tokens.FindAsync(kept.Hash, Cancel));
        await host.FireTimerAsync(Upkeep, Cancel);
        using var scim = new ScimClient(host.ScimBase, tenant.Token);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await scim.GetAsync("/Users", Cancel)).Status);
        Assert.Equal(0, host.Replacements);
        Assert.Empty(host.Errors);
    }

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

    private static StsToken Token(string text, DateTimeOffset expires) => new()
    {
        Hash = SecretHash.Of(text),
        Account = AccountId.Parse("acme"),
        Client = ClientId.Parse("test"),
        Scopes = [Caller.ScimScope],
        Lifetime = TimeSpan.FromHours(1),
        Expires = expires,
        LastUsed = expires.AddHours(-1),
    };
}
