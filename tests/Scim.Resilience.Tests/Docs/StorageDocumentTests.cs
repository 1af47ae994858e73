using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;
using Scim.Provisioning.Streams;
using Scim.Provisioning.Tokens;
using Scim.Testing;

namespace Scim.Resilience.Tests.Docs;

/// <summary>The tables, keys and columns of docs/storage.md, against rows that the service wrote.</summary>
public sealed partial class StorageDocumentTests
{
    private static readonly string[] Tables =
        ["Users", "Accounts", "StsTokens", "OAuthClients", "TokenBuckets", "EventStreams", "Requests"];

    private static readonly byte[] DeskDocument = Encoding.UTF8.GetBytes(
        """{"id":"urn:example:params:scim:schemas:extension:desk:2.0:User","attributes":[{"name":"desk"}]}""");

    private static readonly AccountSchema Desk = new(SchemaReader.Read(DeskDocument, out _)!, DeskDocument, Since: 1); // It is right.

    private static readonly StreamId Stream = StreamId.New(DateTimeOffset.UnixEpoch);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_row_and_column_is_described_and_nothing_else_is()
    {
        var prefix = AzuriteInstance.NewTablePrefix();
        await WriteRowsAsync(prefix);
        var storage = (await AzuriteInstance.GetProcessAsync()).ConnectionString;
        var found = new HashSet<(string Table, string Row, string Column, string Type)>();
        foreach (var table in Tables)
        {
            await foreach (var row in new TableClient(storage, prefix + table).QueryAsync<TableEntity>(cancellationToken: Cancel))
            {
                var kind = KindOf(table, row.RowKey);
                found.UnionWith(row
                    .Where(
                        column => column.Key is not ("odata.etag" or "PartitionKey" or "RowKey" or "Timestamp") && column.Value is not null)
                    .Select(column => (table, kind, Digits().Replace(column.Key, ""), column.Value.GetType().Name)));
            }
        }

        Assert.Equal(
            Describe().Order(), found.Select(column => $"{column.Table} {column.Row} {column.Column} {TypeOf(column.Type)}").Order());
    }

    /// <summary>What the service writes for one client that does everything, in an account that gets a schema and loses it.</summary>
    private static async Task WriteRowsAsync(string prefix)
    {
        await using var service = await ServiceInstance.StartAsync(prefix);
        var tenant = await service.AddTenantAsync("acme", licences: 5);
        await AddStreamsAsync(service, tenant.Account);
        using var scim = service.ClientOf(tenant);
        var created = await scim.PostAsync("/Users", """
            {"userName":"ada@example.com","externalId":"e1","displayName":"Ada","name":{"givenName":"Ada","familyName":"Lovelace"}}
            """, Cancel);
        var path = $"/Users/{created.Text("id")}";
        await PatchAsync(service, tenant, path, "title");
        await ChangeSchemasAsync(service, tenant, [.. AccountSchema.OfNewAccount, Desk]);
        await PatchAsync(service, tenant, path, $"{Desk.Definition.Id}:desk");
        await ChangeSchemasAsync(service, tenant, [.. AccountSchema.OfNewAccount, Desk with { Until = 2 }]);
        await PatchAsync(service, tenant, path, "nickName");
        await AddClientsAsync(service.Services.GetRequiredService<ClientService>(), tenant.Account);
        await AnswerEventsAsync(service.Services.GetRequiredService<IOutbox>(), tenant.Account);
        await LogRequestsAsync(service.Services.GetRequiredService<IRequestLog>(), tenant.Account);
    }

    /// <summary>A stream that has everything, and has been deleted and delivered from; the account's row goes by it still.</summary>
    private static async Task AddStreamsAsync(ServiceInstance service, AccountId account)
    {
        var streams = service.Services.GetRequiredService<IStreamStore>();
        var accounts = service.Services.GetRequiredService<IAccountStore>();
        var stream = new StreamRecord
        {
            Account = account,
            Id = Stream,
            Audience = "https://app.example.com",
            Endpoint = new Uri("https://app.example.com/events"),
            Content = EventContent.Full,
            AuthorizationSetting = "app",
            Created = DateTimeOffset.UnixEpoch,
            From = DateTimeOffset.UnixEpoch,
            ReplayedTo = UserId.New(DateTimeOffset.UnixEpoch),
        };
        await streams.AddAsync(stream with { Deleted = DateTimeOffset.UnixEpoch }, Cancel);
        await streams.WriteDeliveryAsync(
            new StreamDelivery
            {
                Account = account,
                Stream = Stream,
                Holder = "instance",
                NextTry = DateTimeOffset.UnixEpoch,
                LastDelivered = DateTimeOffset.UnixEpoch,
                LastError = "503",
                LastErrorAt = DateTimeOffset.UnixEpoch,
            },
            Cancel);
        var row = (await accounts.FindAsync(account, Cancel))!; // It was created.
        StreamSetting[] settings = [stream.Setting! with { IsPush = false }]; // Enabled. Nobody takes events meanwhile.
        Assert.NotNull(await accounts.ChangeStreamsAsync(row, settings, Cancel));
    }

    private static async Task AnswerEventsAsync(IOutbox outbox, AccountId account)
    {
        var page = await outbox.KeysAsync(account, Stream, from: null, before: null, Cancel).FirstAsync(Cancel);
        Assert.True(await outbox.SetAsideAsync(account, Stream, page[0].Id, "invalid_key", Cancel));
        await outbox.AcknowledgeAsync(account, Stream, page[^1].Id.Write, [page[^1].Id], Cancel);
    }

    /// <summary>An entry that has everything, and counts.</summary>
    private static async Task LogRequestsAsync(IRequestLog log, AccountId account)
    {
        var client = ClientId.Parse("client");
        var entry = new LoggedRequest
        {
            Id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch),
            Account = account,
            When = DateTimeOffset.UnixEpoch,
            Client = client,
            Method = "POST",
            Route = "/Users",
            Operation = "CreateUser",
            User = UserId.New(DateTimeOffset.UnixEpoch),
            Status = 409,
            Type = "uniqueness",
            Detail = "Another user has this userName.",
            Attributes = ["userName"],
            Duration = TimeSpan.FromMilliseconds(5),
            CorrelationId = "0af7651916cd43dd8448eb211c80319c",
            NameMark = log.NameMark("ada@example.com"),
            BulkPlace = 1,
        };
        var counts = new RequestTraffic(account, DateTimeOffset.UnixEpoch, client, "instance") { Answered = [new("CreateUser", 4, 1)] };
        await log.WriteAsync(new RequestBatch(account, [entry], [counts]), Cancel);
    }

    /// <summary>One whose tokens are fixed and whose secret ends and was used, and one that is federated.</summary>
    private static async Task AddClientsAsync(ClientService clients, AccountId account)
    {
        var (now, year, keys) = (DateTimeOffset.UnixEpoch, TimeSpan.FromDays(365), new Uri("https://login.example.com/keys"));
        var created = await clients.CreateAsync(new NewClient(account) { SecretLifetime = year, Connector = "entra" }, Cancel);
        await clients.ChangeAsync(
            created.Client.Id,
            found => found.With(TokenPolicy.Fixed(TokenPolicy.Shortest), now) with
            {
                Secrets = [.. found.Secrets.Select(secret => secret with { LastUsed = now })],
            },
            Cancel);
        var trust = new FederatedTrust("https://login.example.com/", "subject", "audience", keys, "tenant");
        await clients.CreateAsync(new NewClient(account) { Trust = trust }, Cancel);
    }

    /// <summary>Takes effect at once, in instances that are started after it.</summary>
    private static async Task ChangeSchemasAsync(ServiceInstance service, Tenant tenant, IReadOnlyList<AccountSchema> schemas)
    {
        var accounts = service.Services.GetRequiredService<IAccountStore>();
        var row = await accounts.FindAsync(tenant.Account, Cancel);
        Assert.NotNull(await accounts.ChangeSchemasAsync(row!, DateTimeOffset.UnixEpoch, schemas, Cancel)); // It was created.
    }

    private static async Task PatchAsync(ServiceInstance beside, Tenant tenant, string path, string attribute)
    {
        await using var service = await ServiceInstance.StartAsync(beside.TablePrefix);
        using var scim = service.ClientOf(tenant);
        var answer = await scim.SendAsync(HttpMethod.Patch, path, $$"""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations":[{"op":"replace","path":"{{attribute}}","value":"x"}]}
            """, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    /// <summary>Table, kind of row, column without its number, and type, of each line of the tables.</summary>
    private static HashSet<string> Describe()
    {
        var described = new HashSet<string>(StringComparer.Ordinal);
        var (table, row) = ("", "");
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs", "storage.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                table = line[3..];
            if (!Tables.Contains(table) || !line.StartsWith("| ", StringComparison.Ordinal))
                continue;
            if (line.Split('|') is not [_, var key, var columns, var type, ..])
                continue;
            if (key.Contains('`', StringComparison.Ordinal))
                row = KindOf(table, key.Trim().Trim('`'));
            described.UnionWith(
                Names().Matches(columns).Select(name => $"{table} {row} {Digits().Replace(name.Groups[1].Value, "")} {type.Trim()}"));
        }
        return described;
    }

    /// <summary>The word of a key that tells its kind of row: the first, the second behind a stream's id; none of a key of one.</summary>
    private static string KindOf(string table, string key) => key.Split(':') switch
    {
        [_] => "",
        [var first, var second, ..] => table == "EventStreams" ? second : first,
        _ => throw new FormatException("A key is empty."),
    };

    private static string TypeOf(string type) => type switch
    {
        "Byte[]" => "Binary",
        nameof(DateTimeOffset) => "DateTime",
        _ => type,
    };

    [GeneratedRegex("`([A-Za-z0-9]+)`")]
    private static partial Regex Names();

    [GeneratedRegex("[0-9]")]
    private static partial Regex Digits();
}
