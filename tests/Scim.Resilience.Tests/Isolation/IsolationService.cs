using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Testing;
using Scim.Testing.Tenants;

namespace Scim.Resilience.Tests.Isolation;

/// <summary>An instance with an account that is to be kept apart, and with accounts of callers.</summary>
public sealed class IsolationService : IAsyncLifetime
{
    private readonly string _tablePrefix = AzuriteInstance.NewTablePrefix();
    private readonly Dictionary<Strictness, Sender> _senders = [];
    private ServiceInstance? _instance;
    private Thing _other = new();

    /// <summary>The clock of the instance.</summary>
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>The instance.</summary>
    public ServiceInstance Instance => _instance ?? throw new InvalidOperationException("The fixture is not initialised.");

    public async ValueTask InitializeAsync()
    {
        _instance = await ServiceInstance.StartAsync(_tablePrefix, Time);
        var tenant = await Instance.AddTenantAsync(_other.Account);
        var stream = await AddStreamAsync(tenant);
        using var scim = Instance.ClientOf(tenant);
        await scim.PostAsync("/Users", new Thing().Json, default);
        var user = await scim.PostAsync("/Users", _other.Json, default);
        await scim.PostAsync("/Users", new Thing().Json, default);

        var tokens = Instance.Services.GetRequiredService<TokenService>();
        var client = await AddClientAsync(tenant, _other.Client);
        var disabled = await AddClientAsync(tenant, _other.DisabledClient);
        _other = _other with
        {
            Id = user.Text("id")!, // It was created.
            Version = user.Header("ETag")!,
            Stream = $"{stream}",
            Event = $"{await FirstEventAsync(tenant, stream)}",
            Token = await IssueAsync(client, null),
            RevokedToken = await IssueAsync(client, null),
            ExpiredToken = await IssueAsync(client, TimeSpan.FromSeconds(1)),
            TokenOfDisabledClient = await IssueAsync(disabled, null),
        };
        await tokens.RevokeAsync(client, _other.RevokedToken, default);
        var clients = Instance.Services.GetRequiredService<IClientStore>();
        await clients.UpdateAsync((await clients.FindAsync(disabled.Id, default))! with { Disabled = true }, default); // It was added.
        foreach (var strictness in Enum.GetValues<Strictness>()) _senders[strictness] = await AddSenderAsync(strictness);
    }

    public async ValueTask DisposeAsync() => await Instance.DisposeAsync();

    /// <summary>Somebody who sends requests, with two users of its own.</summary>
    /// <param name="strictness">How its requests are read.</param>
    /// <param name="writes">True for an account that nobody else uses.</param>
    internal async Task<Sender> SenderAsync(Strictness strictness, bool writes) =>
        writes ? await AddSenderAsync(strictness) : _senders[strictness];

    /// <summary>What is to be kept apart, with the cursor of a list.</summary>
    internal async Task<Thing> OtherAsync(string? list, CancellationToken cancellationToken)
    {
        using var scim = new ScimClient(Instance.ScimBase, _other.Token);
        if (list is null) return _other;
        var page = await scim.GetAsync($"/Users?{list}&cursor=&count=1", cancellationToken);
        return _other with { Cursor = page.Text("nextCursor")! }; // There are more users.
    }

    /// <summary>Every row of the account that is to be kept apart, with the tags that change with each write.</summary>
    internal async Task<List<string>> RowsOfOtherAsync(CancellationToken cancellationToken)
    {
        var rows = new List<string>();
        var storage = new TableServiceClient((await AzuriteInstance.GetProcessAsync()).ConnectionString);
        foreach (var (table, filter) in new[]
        {
            ("EventStreams", $"PartitionKey eq '{_other.Account}'"),
            ("Users", $"PartitionKey eq '{_other.Account}'"), ("OAuthClients", $"Account eq '{_other.Account}'"),
            ("StsTokens", $"Account eq '{_other.Account}'"), ("Accounts", $"PartitionKey eq '{_other.Account}'"),
            (
                "TokenBuckets",
                $"PartitionKey eq '{_other.Account}' or PartitionKey eq '{_other.Client}' or PartitionKey eq '{_other.DisabledClient}'"),
        })
        {
            var found = storage.GetTableClient(_tablePrefix + table).QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken);
            await foreach (var row in found) rows.Add($"{table} {row.RowKey} {row.ETag}");
        }
        return rows;
    }

    private async Task<Sender> AddSenderAsync(Strictness strictness)
    {
        var tenant = await Instance.AddTenantAsync(Thing.NewName(), strictness: strictness);
        var client = Thing.NewName();
        var secret = Thing.NewSecret();
        var stream = await AddStreamAsync(tenant);
        var owner = await AddClientAsync(tenant, client, secret);
        var token = await IssueAsync(owner, null);
        using var scim = Instance.ClientOf(tenant);
        await scim.PostAsync("/Users", new Thing().Json, default);
        var user = await scim.PostAsync("/Users", new Thing().Json, default);
        return new Sender(token, client, secret, user.Text("id")!) // It was created.
        {
            EventsToken = await IssueAsync(owner with { Scopes = [Caller.EventsScope] }, null),
            Stream = $"{stream}",
        };
    }

    private async Task<StreamId> AddStreamAsync(Tenant tenant) =>
        (await TenantStreams.AddAsync(Instance.Services, tenant.Account, default, (null, EventContent.Full)))[0].Id;

    private async Task<EventId> FirstEventAsync(Tenant tenant, StreamId stream) =>
        (await Instance.Services.GetRequiredService<IOutbox>().KeysAsync(tenant.Account, stream, null, null, default).FirstAsync())[0].Id;

    private Task<OAuthClient> AddClientAsync(Tenant tenant, string id) => AddClientAsync(tenant, id, _other.Secret);

    private async Task<OAuthClient> AddClientAsync(Tenant tenant, string id, string secret)
    {
        var client = new OAuthClient
        {
            Id = ClientId.Parse(id),
            Account = tenant.Account,
            Secrets = [new ClientSecret(SecretHash.Of(secret), Time.GetUtcNow())],
            Scopes = [Caller.ScimScope],
            RateLimit = new RateLimit(1_000_000, 1_000_000),
        };
        await Instance.Services.GetRequiredService<IClientStore>().AddAsync(client, default);
        return client;
    }

    private async Task<string> IssueAsync(OAuthClient client, TimeSpan? lifetime) =>
        (await Instance.Services.GetRequiredService<TokenService>().IssueAsync(client, client.Scopes, lifetime, default)).Text;
}
