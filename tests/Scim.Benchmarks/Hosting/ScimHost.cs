using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Http;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;
using Scim.Storage.InMemory;
using Scim.Storage.Tables;

namespace Scim.Benchmarks.Hosting;

/// <summary>The service over storage in memory, or over tables.</summary>
/// <param name="services">Its services.</param>
internal sealed class ScimHost(IServiceProvider services)
{
    private static readonly RateLimit Unlimited = new(1_000_000_000, 1_000_000_000);

    private AccountId? _last;
    private int _tenants;

    private readonly IAccountStore _accounts = services.GetRequiredService<IAccountStore>();
    private readonly IClientStore _clients = services.GetRequiredService<IClientStore>();

    /// <summary>Registers the service.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="cost">Counts requests to storage in memory, and makes them take time.</param>
    /// <param name="tables">The connection string of a table storage; null for storage in memory.</param>
    public static void AddTo(IServiceCollection services, StorageCost cost, string? tables)
    {
        if (tables is null)
        {
            var storage = new InMemoryStorage();
            storage.AddTo(services);
            services.AddSingleton(storage);
            services.AddSingleton<IUserStore>(new CostlyUserStore(storage.Users, cost));
            services.AddSingleton<ITokenBucketStore>(new CostlyBucketStore(storage.Buckets, cost));
        }
        else
        {
            services.AddScimTableStorage(new TableStorageOptions { ConnectionString = tables });
        }
        services.AddScimProvisioning();
        services.AddScimHttp();
    }

    /// <summary>A token of a new account.</summary>
    /// <param name="users">How many users it has.</param>
    /// <param name="keepLast">False to remove the account added before it.</param>
    public async Task<BenchmarkTenant> AddTenantAsync(int users, bool keepLast)
    {
        if (_last is { } last && !keepLast)
            await _accounts.RemoveRowsAsync(last, new Progress<int>(), default);
        var name = string.Create(CultureInfo.InvariantCulture, $"tenant-{++_tenants}");
        var account = AccountId.Parse(name);
        var client = new OAuthClient
        {
            Id = ClientId.Parse(name),
            Account = account,
            Secrets = [],
            Scopes = [Caller.ScimScope],
            RateLimit = Unlimited,
        };
        await _accounts.CreateAsync(account, TimeProvider.System.GetUtcNow(), null, Strictness.Lenient, default);
        await _clients.AddAsync(client, default);
        _last = account;

        var loaded = services.GetRequiredService<UserLoader>().LoadAsync(
            CallContext.OfOperator(client.Id, account, ReadingRules.Default, "benchmark"), Users(
                users).ToAsyncEnumerable(), default);
        await foreach (var outcome in loaded) Check(outcome);
        services.GetService<InMemoryStorage>()?.Users.ForgetAudit(account);
        var token = await services.GetRequiredService<TokenService>().IssueAsync(client, client.Scopes, null, default);
        return new BenchmarkTenant(token.Text);
    }

    private static IEnumerable<NewUser> Users(int count)
    {
        for (var number = 0; number < count; number++)
        {
            if (!UserId.TryParse(SampleBodies.Id(number), out var id))
                throw new InvalidOperationException("The id of a sample user is none.");
            using var body = JsonDocument.Parse(SampleBodies.Body(number, "Countess"));
            yield return NewUser.Read(number, id, body.RootElement, Strictness.Lenient);
        }
    }

    private static void Check(NewUserOutcome outcome)
    {
        if (outcome.Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Detail);
    }
}
