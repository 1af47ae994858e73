using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Scim.Testing;

namespace Scim.Resilience.Tests.Docs;

/// <summary>The tables, keys and columns of docs/storage.md, against rows that the service wrote.</summary>
public sealed partial class StorageDocumentTests
{
    private static readonly string[] Tables = ["Users", "Accounts", "StsTokens", "OAuthClients", "TokenBuckets"];

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

    /// <summary>What the service writes for one client that does everything.</summary>
    private static async Task WriteRowsAsync(string prefix)
    {
        await using var service = await ServiceInstance.StartAsync(prefix);
        using var scim = service.ClientOf(await service.AddTenantAsync("acme", licences: 5));
        var created = await scim.PostAsync("/Users", """
            {"userName":"ada@example.com","externalId":"e1","displayName":"Ada","name":{"givenName":"Ada","familyName":"Lovelace"}}
            """, Cancel);
        var path = $"/Users/{created.Text("id")}";
        await scim.SendAsync(HttpMethod.Patch, path, """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"title","value":"Countess"}]}
            """, Cancel);
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
