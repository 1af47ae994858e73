using System.Net;
using System.Text.Json;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Metering;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Provisioning.Users;
using Scim.Testing;
using Scim.Testing.Schemas;

namespace Scim.Resilience.Tests.Upgrades;

/// <summary>The rows that each version wrote are read, and written on, by the code of now.</summary>
public sealed class OlderRowsTests
{
    public static TheoryData<string> Versions => [.. RowFixtures.Versions.Select(version => version.ToString(3))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Users_are_found_and_answered(string version)
    {
        await using var service = await OlderService.StartAsync(version);

        await service.AssertSoundAsync();
        var all = await service.Scim.GetAsync("/Users", Cancel);
        Assert.Equal(service.RowsOf("Users", "user:").Count(), all.Body.GetProperty("totalResults").GetInt32());
        var ada = await service.FindAsync("userName eq \"ADA@example.com\"");
        foreach (var filter in new[]
        {
            "externalId eq \"e1\"", "emails.value eq \"ADA@home.example.com\"", "emails eq \"ada@example.com\"",
            "displayName sw \"ad\" and active eq true", $"{HobbySchema.Urn}:points gt 6",
        })
            Assert.Equal(ada.GetRawText(), (await service.FindAsync(filter)).GetRawText());
        var id = ada.GetProperty("id").GetString()!; // Every user has one.
        var read = await service.Scim.GetAsync($"/Users/{id}", Cancel);
        Assert.Equal(ada.GetRawText(), read.Body.GetRawText());
        var row = Assert.Single(service.RowsOf("Users", $"user:{id}"));
        Assert.Equal($"W/\"{row.Column("Version").Value}\"", read.Header("ETag"));
        AssertStored(JsonElement.Parse(row.Column("Document0").Value), read.Body);
        Assert.Equal("More", read.Body.GetProperty(HobbySchema.Urn).GetProperty("motto").GetString());
        Assert.DoesNotContain(read.Body.EnumerateObject(), member => member.Name == StoryRequests.DeskUrn); // The account lost it.

        var grace = await service.FindAsync("emails.value eq \"grace@example.com\""); // Nobody gave it.
        Assert.Equal(("Murray", false), (grace.GetProperty("name").GetProperty("familyName").GetString(), IsWaiting(service, grace)));
        var ken = await service.FindAsync("userName eq \"ken@example.com\"");
        Assert.Equal(0, (await service.Scim.FindAsync("linus@example.com", Cancel)).Body.GetProperty("totalResults").GetInt32());
        Assert.Equal(row.Partition, service.RowsOf("Users", $"user:{ken.GetProperty("id")}").Single().Partition);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Users_are_changed_and_deleted(string version)
    {
        await using var service = await OlderService.StartAsync(version);
        var (ada, grace) = (await IdAsync(service, "ada@example.com"), await IdAsync(service, "grace@example.com"));

        var renamed = await service.Scim.PatchAsync(
            $"/Users/{ada}", StoryRequests.Change("userName", "\"countess@example.com\""), Cancel);
        Assert.Equal(HttpStatusCode.OK, renamed.Status);
        Assert.Equal(ada, await IdAsync(service, "countess@example.com"));
        var again = await service.Scim.PostAsync("/Users", StoryRequests.Grace, Cancel);
        again.AssertError(HttpStatusCode.Conflict, "uniqueness");
        var replaced = await service.Scim.SendAsync(HttpMethod.Put, $"/Users/{grace}", StoryRequests.Replacement, Cancel);
        Assert.Equal(HttpStatusCode.OK, replaced.Status);
        Assert.Equal(HttpStatusCode.NoContent, (await service.Scim.DeleteAsync($"/Users/{grace}", Cancel)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Scim.GetAsync($"/Users/{grace}", Cancel)).Status);
        Assert.Equal(HttpStatusCode.Created, (await service.Scim.PostAsync("/Users", StoryRequests.Grace, Cancel)).Status);
        Assert.Equal(HttpStatusCode.Created, (await service.Scim.PostAsync("/Users", StoryRequests.Person("ada"), Cancel)).Status);

        await service.AssertSoundAsync();
        var written = await service.Get<IUserStore>().ReadAuditAsync(OlderService.Acme, Cancel).ToListAsync(Cancel);
        Assert.True(written.Count > service.RowsOf("Users", "audit:").Count());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_account_its_schemas_and_its_audit_trail_are_read(string version)
    {
        await using var service = await OlderService.StartAsync(version);
        var accounts = service.Get<IAccountStore>();

        var row = await accounts.FindAsync(OlderService.Acme, Cancel);
        Assert.NotNull(row);
        Assert.Equal((3, 2), (row.LicencesOwned, row.Schemas.Number));
        Assert.Equal(RequestLogging.All, row.Settings.Logging);
        Assert.Equal([EventContent.Full, EventContent.Notice], row.Streams.Select(stream => stream.Content).Order());
        Assert.Equal(
            [("acme", AccountState.Active), ("gone", AccountState.Deleted)],
            await accounts.ListAsync(Cancel).Select(found => (found.Account.Value, found.State)).ToListAsync(Cancel));

        var schemas = await accounts.FindSchemasAsync(OlderService.Acme, Cancel);
        Assert.Equal(2, Assert.Single(schemas, schema => schema.Definition.Id == StoryRequests.DeskUrn).Until);
        var offered = (await service.Scim.GetAsync("/Schemas", Cancel)).Body.GetRawText();
        Assert.Contains(HobbySchema.Urn, offered, StringComparison.Ordinal);
        Assert.DoesNotContain(StoryRequests.DeskUrn, offered, StringComparison.Ordinal);

        var trail = await service.Get<IUserStore>().ReadAuditAsync(OlderService.Acme, Cancel).ToListAsync(Cancel);
        Assert.Equal(service.RowsOf("Users", "audit:").Count(), trail.Count);
        Assert.Equal(Enum.GetValues<AuditOperation>(), trail.Select(entry => entry.Operation).Distinct().Order());
        Assert.Equal(["nickName"], trail[0].ChangedAttributes);
        Assert.All(trail, entry => Assert.Equal(service.Rows.Known.Client, entry.Client.Value));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Events_are_handed_out(string version)
    {
        await using var service = await OlderService.StartAsync(version);
        var streams = await service.Get<IStreamStore>().ListAsync(OlderService.Acme, Cancel).ToListAsync(Cancel);
        var full = Assert.Single(streams, stream => stream is { Content: EventContent.Full, Deleted: null });
        var notice = Assert.Single(streams, stream => stream.Content == EventContent.Notice);
        var deleted = Assert.Single(streams, stream => stream.Deleted is not null);

        var outbox = service.Get<IOutbox>();
        var events = await outbox.PagesAsync(OlderService.Acme, full.Id, after: null, 1_000, Cancel).FirstAsync(Cancel);
        var stored = service.RowsOf("Users", $"event:{full.Id}:").Count(row => row.Columns.ContainsKey("Kind"));
        Assert.Equal(stored - 1, events.Count); // One is acknowledged. A poll alone does not tell: it waits behind one that is set aside.
        Assert.Equal("invalid_key", Assert.Single(events, told => told.SetAside is not null).SetAside);
        Assert.Contains(events, told => told is { Kind: EventKind.Patch, IsFull: true, Previous: not null });
        var updated = await outbox.PagesAsync(OlderService.Acme, notice.Id, after: null, 1_000, Cancel).FirstAsync(Cancel);
        Assert.Contains(updated, told => told.Kind == EventKind.StreamUpdated);
        Assert.Contains(updated, told => told is { Kind: EventKind.Create, IsFull: false, Content.Length: > 0 });

        Assert.Equal((StreamStatus.Paused, StreamRecord.DefaultRetention), (notice.Status, notice.Retention));
        Assert.Equal(("app", true), (deleted.AuthorizationSetting, deleted.IsPush));
        var taken = new HashSet<string>();
        IReadOnlyList<string> sets = [];
        do
        {
            sets = await service.PollAsync(full.Id, acknowledged: sets);
            taken.UnionWith(sets);
        }
        while (sets.Count > 0);
        Assert.Equal(stored - 2, taken.Count); // One is set aside, and one is acknowledged.

        var delivery = await service.Get<IStreamStore>().FindDeliveryAsync(OlderService.Acme, deleted.Id, Cancel);
        Assert.Equal(("503", "instance", 1), (delivery.LastError, delivery.Holder, delivery.Failures));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Tokens_and_secrets_let_in(string version)
    {
        await using var service = await OlderService.StartAsync(version);
        var known = service.Rows.Known;
        using var revoked = new ScimClient(service.Scim.ScimBase, known.RevokedToken);

        Assert.Equal(HttpStatusCode.OK, (await service.Scim.GetAsync("/Users?count=0", Cancel)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await revoked.GetAsync("/Users?count=0", Cancel)).Status);
        Assert.Equal(HttpStatusCode.OK, (await service.Scim.RequestTokenAsync(known.Client, known.Secret, Cancel)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await service.Scim.RequestTokenAsync(known.Client, "wrong", Cancel)).Status);

        var clients = await service.Get<IClientStore>().ListAsync(Cancel).ToListAsync(Cancel);
        Assert.Equal(service.Rows.Rows.Count(row => row.Table == "OAuthClients"), clients.Count);
        var connector = Assert.Single(clients, client => client.Id.Value == known.Client);
        Assert.Equal(new RateLimit(1_000_000, 1_000_000), connector.RateLimit);
        var federated = Assert.Single(clients, client => client.Trust is not null);
        Assert.Equal(("subject", true), (federated.Trust!.Subject, federated.Disabled)); // The one that has it.
        var rotated = Assert.Single(clients, client => client.Secrets.Count == 2);
        Assert.Equal(
            ("entra", TokenPolicy.Fixed(TokenPolicy.Shortest), 1), (rotated.Connector, rotated.Policy, rotated.TokenEra));
        Assert.All(rotated.Secrets, secret => Assert.NotNull(secret.LastUsed));
        var tokens = await service.Get<ITokenStore>().ListAsync(Cancel).ToListAsync(Cancel);
        Assert.Equal(service.Rows.Rows.Count(row => row.Table == "StsTokens") + 1, tokens.Count); // One is new.
        Assert.Single(tokens, token => token.Revoked);
        Assert.Equal(TokenPolicy.Shortest, Assert.Single(tokens, token => token is { IsFixed: true, Era: 1 }).Lifetime);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_meter_and_the_log_of_requests_go_on(string version)
    {
        await using var service = await OlderService.StartAsync(version);

        var bucket = await service.Get<ITokenBucketStore>().FindAsync(ClientId.Parse(service.Rows.Known.Client), Cancel);
        Assert.InRange(bucket!.State.Tokens, 1, 1_000_000); // It is there.
        Assert.InRange(bucket.State.RefilledAt, service.Rows.Time.AddHours(-1), service.Rows.Time);

        var log = service.Get<IRequestLog>();
        var entries = await log.ReadAsync(OlderService.Acme, after: null, since: null, Cancel).ToListAsync(Cancel);
        Assert.Equal(service.RowsOf("Requests", "request:").Count(), entries.Count);
        Assert.Contains(entries, entry => entry is { Status: 201, User: not null, Attributes.Count: > 0 });
        var refused = entries.Where(entry => entry is { Status: 409, Type: "uniqueness", Detail: not null }).ToList();
        Assert.All(refused, entry => Assert.Equal(log.NameMark("GRACE@example.com"), entry.NameMark));
        Assert.Equal([null, 1], refused.Select(entry => entry.BulkPlace).Order());
        Assert.Equal(entries.OrderByDescending(entry => entry.When).ThenBy(entry => entry.Id), entries);
        var changed = entries.Where(entry => entry is { Operation: "CreateUser" or "PatchUser" or "ReplaceUser" or "DeleteUser" });
        Assert.All(changed, entry => Assert.Equal(RowStory.StorageTakes, entry.Duration));
        var traffic = await log.ReadTrafficAsync(OlderService.Acme, since: null, Cancel).ToListAsync(Cancel);
        Assert.Equal(service.RowsOf("Requests", "traffic:").Count(), traffic.Count);
        Assert.Contains(traffic.SelectMany(counts => counts.Answered), counts => counts is { Operation: "CreateUser", StatusClass: 4 });
    }

    /// <summary>What the code of the day read from its rows: every value with its time, unit, order and id.</summary>
    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_value_is_read_as_it_was_meant(string version)
    {
        await using var service = await OlderService.StartAsync(version);

        var values = await RowValues.ReadAsync(service);

        var expected = RowFixtures.ReadValues(version);
        if (expected == values) return;
        var (before, now) = (expected.Split('\n'), values.Split('\n'));
        Assert.Equal(before, now); // Says where.
    }

    private static async Task<string> IdAsync(OlderService service, string userName) =>
        (await service.FindAsync($"userName eq \"{userName}\"")).GetProperty("id").GetString()!; // Every user has one.

    private static bool IsWaiting(OlderService service, JsonElement user) =>
        bool.Parse(service.RowsOf("Users", $"user:{user.GetProperty("id")}").Single().Column("WaitingForLicence").Value);

    /// <summary>What is stored is in the answer, but for what the product computes anew.</summary>
    private static void AssertStored(JsonElement stored, JsonElement answered)
    {
        foreach (var member in stored.EnumerateObject())
            Assert.Equal(member.Value.GetRawText(), answered.GetProperty(member.Name).GetRawText());
    }
}
