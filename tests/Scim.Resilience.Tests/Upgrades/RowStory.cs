using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Tokens;
using Scim.Testing;
using Scim.Testing.Schemas;
using Scim.Testing.Tenants;

namespace Scim.Resilience.Tests.Upgrades;

/// <summary>
/// The service does everything of which rows come, in the same order each time and by a clock that only the story moves: an account gets
/// users, schemas of its own, streams and clients, and some of it goes again.
/// </summary>
internal sealed class RowStory
{
    /// <summary>How long storage takes over a request that changes users.</summary>
    public static readonly TimeSpan StorageTakes = TimeSpan.FromMilliseconds(12.5);

    private static readonly AccountId Gone = AccountId.Parse("gone");
    private static readonly Lazy<Task<RowStory>> Shared = new(TellAsync);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));

    /// <summary>What the names of its tables begin with.</summary>
    public string TablePrefix { get; } = AzuriteInstance.NewTablePrefix();

    /// <summary>What only clients know.</summary>
    public KnownSecrets Known { get; private set; } = new("", "", "", "", "");

    private static CancellationToken Cancel => CancellationToken.None; // It is told for more tests than one.

    /// <summary>The story of this process, told once.</summary>
    public static Task<RowStory> ToldAsync() => Shared.Value;

    /// <summary>All that was written.</summary>
    public async Task<StoredRows> RowsAsync() =>
        new(_time.GetUtcNow(), Known, await StoredRows.ReadAsync(TablePrefix, Cancel));

    private static async Task<RowStory> TellAsync()
    {
        var story = new RowStory();
        var (tenant, ada) = await story.BeginAsync();
        await story.GoOnAsync(tenant, ada);
        return story;
    }

    /// <summary>An account with two schemas of its own, and what its connector does.</summary>
    private async Task<(Tenant Tenant, string Ada)> BeginAsync()
    {
        await using var service = await ServiceInstance.StartAsync(TablePrefix, _time);
        var accounts = service.Services.GetRequiredService<IAccountStore>();
        var tenant = await service.AddTenantAsync(new NewTenant("acme")
        {
            Licences = 3,
            SecretLifetime = TimeSpan.FromDays(365),
            Schemas = [HobbySchema.Document, StoryRequests.DeskDocument],
        });
        await new StreamStory(service.Services, _time).BeginAsync(tenant.Account);
        var row = (await accounts.FindAsync(tenant.Account, Cancel))!; // It was created.
        var settings = row.Settings with { Logging = RequestLogging.All };
        Assert.NotNull(await accounts.UpdateSettingsAsync(row, row.LicencesOwned, settings, Cancel));

        using var scim = service.ClientOf(tenant);
        var connector = new Connector(service, scim);
        var ada = await SendAsync(connector, HttpMethod.Post, "/Users", StoryRequests.Ada, HttpStatusCode.Created);
        var grace = await SendAsync(connector, HttpMethod.Post, "/Users", StoryRequests.Grace, HttpStatusCode.Created);
        var linus = await SendAsync(connector, HttpMethod.Post, "/Users", StoryRequests.Person("linus"), HttpStatusCode.Created);
        var ken = await SendAsync(connector, HttpMethod.Post, "/Users", StoryRequests.Person("ken"), HttpStatusCode.Created);
        Assert.False(ken.Body.GetProperty("active").GetBoolean()); // No licence is free.
        await SendAsync(connector, HttpMethod.Post, "/Users", StoryRequests.Grace, HttpStatusCode.Conflict);
        await SendAsync(connector, HttpMethod.Patch, PathOf(grace), StoryRequests.Change("active", "false"), HttpStatusCode.OK);
        await SendAsync(connector, HttpMethod.Put, PathOf(grace), StoryRequests.Replacement, HttpStatusCode.OK);
        await SendAsync(connector, HttpMethod.Delete, PathOf(linus), json: null, HttpStatusCode.NoContent);
        await SendAsync(connector, HttpMethod.Post, "/Bulk", StoryRequests.BulkOfGrace, HttpStatusCode.OK);
        await IssueTokensAsync(service, scim, tenant);
        await service.StopAsync(Cancel); // Writes the log of requests.
        return (tenant, ada.Text("id")!); // It was created.
    }

    /// <summary>Takes a schema from the account, of which a user has a value, and changes that user; then the rest.</summary>
    private async Task GoOnAsync(Tenant tenant, string ada)
    {
        await using var service = await ServiceInstance.StartAsync(TablePrefix, _time);
        var accounts = service.Services.GetRequiredService<IAccountStore>();
        var row = (await accounts.FindAsync(tenant.Account, Cancel))!; // It was created.
        var schemas = (await accounts.FindSchemasAsync(tenant.Account, Cancel))
            .Select(schema => schema.Definition.Id == StoryRequests.DeskUrn ? schema with { Until = row.Schemas.Number + 1 } : schema)
            .ToList();
        Assert.NotNull(await accounts.ChangeSchemasAsync(row, _time.GetUtcNow(), schemas, Cancel));
        using var scim = service.ClientOf(tenant);
        var connector = new Connector(service, scim);
        await SendAsync(connector, HttpMethod.Patch, $"/Users/{ada}", StoryRequests.Change("nickName", "\"Countess\""), HttpStatusCode.OK);
        await new StreamStory(service.Services, _time).EndAsync(tenant.Account);
        await AddClientsAsync(service.Services, tenant.Account);
        Assert.True(await accounts.CreateAsync(Gone, _time.GetUtcNow(), licencesOwned: null, Strictness.Strict, Cancel));
        Assert.True(await accounts.SetStateAsync(Gone, AccountState.Deleted, Cancel));
        await service.StopAsync(Cancel);
    }

    /// <summary>A token for the secret, and one that is revoked; and that of a receiver, which is another client.</summary>
    private async Task IssueTokensAsync(ServiceInstance service, ScimClient scim, Tenant tenant)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        var revoked = (await scim.RequestTokenAsync(tenant.Client.Value, tenant.Secret, Cancel)).Text("access_token")!; // It is given.
        var token = (await scim.RequestTokenAsync(tenant.Client.Value, tenant.Secret, Cancel)).Text("access_token")!; // It is given.
        await scim.RevokeTokenAsync(tenant.Client.Value, tenant.Secret, revoked, Cancel);
        var receiver = await service.AddTenantAsync(
            new NewTenant("receiver") { Account = tenant.Account.Value, Scopes = [Caller.EventsScope] });
        Known = new KnownSecrets(tenant.Client.Value, tenant.Secret, token, revoked, receiver.Token);
    }

    /// <summary>One whose tokens are fixed and of whose two secrets one ends, and a federated one that is disabled.</summary>
    private async Task AddClientsAsync(IServiceProvider services, AccountId account)
    {
        var clients = services.GetRequiredService<ClientService>();
        var tokens = services.GetRequiredService<TokenService>();
        var (year, now) = (TimeSpan.FromDays(365), _time.GetUtcNow());
        var created = await clients.CreateAsync(new NewClient(account) { SecretLifetime = year, Connector = "entra" }, Cancel);
        var id = created.Client.Id;
        var rotated = (await clients.RotateSecretAsync(id, lifetime: null, Cancel))!; // It has one secret.
        foreach (var secret in new[] { created.Secret!, rotated.Secret! }) // It is not federated.
            Assert.NotNull(await tokens.VerifyClientAsync(id.Value, secret, Cancel));
        var changed = await clients.ChangeAsync(id, found => found.With(TokenPolicy.Fixed(TokenPolicy.Shortest), now), Cancel);
        await tokens.IssueAsync(changed!, changed!.Scopes, lifetime: null, Cancel); // It is there.
        var trust = new FederatedTrust(
            "https://login.example.com/", "subject", "audience", new Uri("https://login.example.com/keys"), "tenant");
        var federated = await clients.CreateAsync(new NewClient(account) { Trust = trust }, Cancel);
        Assert.NotNull(await clients.ChangeAsync(federated.Client.Id, found => found with { Disabled = true }, Cancel));
    }

    private static string PathOf(ScimAnswer created) => $"/Users/{created.Text("id")}";

    /// <summary>
    /// Sends a request a second after the one before. Storage takes its time over what it writes for it, which begins when every time in it
    /// is known: what is read may be read side by side, and would let the times be now one and now another.
    /// </summary>
    private async Task<ScimAnswer> SendAsync(
        Connector connector, HttpMethod method, string path, string? json, HttpStatusCode expected)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        connector.Service.Faults.On(IsTransaction, async (send, _) =>
        {
            var answer = await send();
            _time.Advance(StorageTakes);
            return answer;
        });
        var answer = await connector.Scim.SendAsync(method, path, json, Cancel);
        Assert.Equal(0, connector.Service.Faults.Planned);
        Assert.True(expected == answer.Status, $"{method} {path}: {answer.Status} {answer.Body}");
        return answer;
    }

    private static bool IsTransaction(HttpRequestMessage request) =>
        request.RequestUri!.AbsolutePath.EndsWith("$batch", StringComparison.Ordinal); // It has an address.

    /// <summary>A connector at an instance.</summary>
    private readonly record struct Connector(ServiceInstance Service, ScimClient Scim);
}
