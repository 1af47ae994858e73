using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Scim.Protocol.Schemas;
using Scim.Provisioning;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Storage.Tables;
using Scim.Testing.Privacy;

namespace Scim.Testing.Tenants;

/// <summary>Adds accounts through the stores, as an operator does, and not through a host.</summary>
public static class TenantStorage
{
    private const string Secret = "a-secret-of-the-tests";

    /// <summary>Adds accounts to tables of this process's Azurite, which are there.</summary>
    /// <param name="tablePrefix">The tables.</param>
    /// <param name="wanted">The accounts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyList<Tenant>> AddAsync(
        string tablePrefix, IEnumerable<NewTenant> wanted, CancellationToken cancellationToken)
    {
        await using var services = await ServicesAsync(tablePrefix);
        var tenants = new List<Tenant>();
        foreach (var tenant in wanted) tenants.Add(await AddAsync(services, tenant, cancellationToken));
        return tenants;
    }

    /// <summary>Adds an account with one client, and issues a token to it. Its schemas are in force at once.</summary>
    public static async Task<Tenant> AddAsync(IServiceProvider services, NewTenant wanted, CancellationToken cancellationToken)
    {
        var account = AccountId.Parse(wanted.Account ?? wanted.Name);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var client = new OAuthClient
        {
            Id = ClientId.Parse(wanted.Name),
            Account = account,
            Secrets = wanted.Trust is null ? [new ClientSecret(SecretHash.Of(Secret), now, now + wanted.SecretLifetime)] : [],
            Trust = wanted.Trust,
            Scopes = wanted.Scopes,
            Policy = wanted.Policy,
            RateLimit = wanted.Limit ?? new RateLimit(1_000_000, 1_000_000),
        };
        var accounts = services.GetRequiredService<IAccountStore>();
        await accounts.CreateAsync(account, now, wanted.Licences, wanted.Strictness, cancellationToken);
        if (wanted.Schemas.Count > 0) await AddSchemasAsync(accounts, account, wanted.Schemas, now, cancellationToken);
        await services.GetRequiredService<IClientStore>().AddAsync(client, cancellationToken);
        var issued = await services.GetRequiredService<TokenService>().IssueAsync(client, client.Scopes, null, cancellationToken);
        return new Tenant(account, client.Id, Secret, issued.Text);
    }

    /// <summary>Gives a new account in tables of this process's Azurite schemas that are in force at once.</summary>
    public static async Task AddSchemasAsync(
        string tablePrefix, string account, IEnumerable<string> documents, CancellationToken cancellationToken)
    {
        await using var services = await ServicesAsync(tablePrefix);
        var (accounts, now) = (services.GetRequiredService<IAccountStore>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        await AddSchemasAsync(accounts, AccountId.Parse(account), documents, now, cancellationToken);
    }

    /// <summary>Gives a new account schemas that count from a time on.</summary>
    public static async Task AddSchemasAsync(
        IAccountStore accounts,
        AccountId account,
        IEnumerable<string> documents,
        DateTimeOffset from,
        CancellationToken cancellationToken)
    {
        var row = await accounts.FindAsync(account, cancellationToken);
        Assert.NotNull(row);
        var added = documents.Select(document => Read(document, row.Schemas.Number + 1));
        Assert.NotNull(await accounts.ChangeSchemasAsync(row, from, [.. AccountSchema.OfNewAccount, .. added], cancellationToken));
    }

    /// <summary>Gives an account in tables of this process's Azurite a stream that is polled for.</summary>
    /// <returns>The id of the stream.</returns>
    public static async Task<string> AddStreamAsync(string tablePrefix, AccountId account, CancellationToken cancellationToken)
    {
        await using var services = await ServicesAsync(tablePrefix);
        var streams = await TenantStreams.AddAsync(services, account, cancellationToken, (null, EventContent.Full));
        return streams[0].Id.ToString();
    }

    /// <summary>Has an account in tables of this process's Azurite log all its requests, once the hosts know.</summary>
    public static async Task LogAllAsync(string tablePrefix, string account, CancellationToken cancellationToken)
    {
        await using var services = await ServicesAsync(tablePrefix);
        var accounts = services.GetRequiredService<IAccountStore>();
        var row = await accounts.FindAsync(AccountId.Parse(account), cancellationToken);
        Assert.NotNull(row);
        var settings = row.Settings with { Logging = RequestLogging.All };
        Assert.NotNull(await accounts.UpdateSettingsAsync(row, row.LicencesOwned, settings, cancellationToken));
    }

    /// <summary>All that the log of requests of an account has in tables of this process's Azurite.</summary>
    public static async Task<IReadOnlyList<string>> ReadLogAsync(string tablePrefix, string account, CancellationToken cancellationToken)
    {
        await using var services = await ServicesAsync(tablePrefix);
        return await LoggedText.ReadAsync(services.GetRequiredService<IRequestLog>(), AccountId.Parse(account), cancellationToken);
    }

    /// <summary>The entries that the log of requests of an account has in tables of this process's Azurite.</summary>
    public static async Task<IReadOnlyList<LoggedRequest>> ReadEntriesAsync(
        string tablePrefix, string account, CancellationToken cancellationToken)
    {
        await using var services = await ServicesAsync(tablePrefix);
        return await services.GetRequiredService<IRequestLog>()
            .ReadAsync(AccountId.Parse(account), after: null, since: null, cancellationToken)
            .ToListAsync(cancellationToken);
    }

    private static async Task<ServiceProvider> ServicesAsync(string tablePrefix) => new ServiceCollection()
        .AddLogging()
        .AddScimTableStorage(new TableStorageOptions
        {
            ConnectionString = (await AzuriteInstance.GetProcessAsync()).ConnectionString,
            TablePrefix = tablePrefix,
        })
        .AddScimProvisioning()
        .BuildServiceProvider();

    private static AccountSchema Read(string document, int generation)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        var schema = SchemaReader.Read(bytes, out var faults);
        Assert.Empty(faults);
        Assert.NotNull(schema);
        return new AccountSchema(schema, bytes, generation);
    }
}
