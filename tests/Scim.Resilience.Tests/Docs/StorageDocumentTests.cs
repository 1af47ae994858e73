using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Tokens;
using Scim.Testing;

namespace Scim.Resilience.Tests.Docs;

/// <summary>The tables, keys and columns of docs/storage.md, against rows that the service wrote.</summary>
public sealed partial class StorageDocumentTests
{
    private static readonly string[] Tables = ["Users", "Accounts", "StsTokens", "OAuthClients", "TokenBuckets"];

    private static readonly byte[] DeskDocument = Encoding.UTF8.GetBytes(
        """{"id":"urn:example:params:scim:schemas:extension:desk:2.0:User","attributes":[{"name":"desk"}]}""");

    private static readonly AccountSchema Desk = new(SchemaReader.Read(DeskDocument, out _)!, DeskDocument, Since: 1); // It is right.

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
                var kind = row.RowKey.Contains(':', StringComparison.Ordinal) ? row.RowKey.Split(':')[0] : "";
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
    }

    /// <summary>One whose tokens are fixed and whose secret ends and was used, and one that is federated.</summary>
    private static async Task AddClientsAsync(ClientService clients, AccountId account)
    {
        var (now, year, keys) = (DateTimeOffset.UnixEpoch, TimeSpan.FromDays(365), new Uri("https://login.example.com/keys"));
        var created = await clients.CreateAsync(new NewClient(account) { SecretLifetime = year }, Cancel);
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
                row = key.Contains(':', StringComparison.Ordinal) ? key.Trim().Trim('`').Split(':')[0] : "";
            described.UnionWith(
                Names().Matches(columns).Select(name => $"{table} {row} {Digits().Replace(name.Groups[1].Value, "")} {type.Trim()}"));
        }
        return described;
    }

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
