using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Data.Tables;
using Scim.Testing;

namespace Scim.Resilience.Tests.Upgrades;

/// <summary>Rows that the code of one version wrote, with what must be known to use them.</summary>
/// <param name="Time">When the last of them was written, by the clock that the writer had.</param>
/// <param name="Known">What only clients know: the tokens and the secret, all of them of tests.</param>
/// <param name="Rows">The rows, by table, partition and key.</param>
internal sealed record StoredRows(DateTimeOffset Time, KnownSecrets Known, IReadOnlyList<StoredRow> Rows)
{
    /// <summary>The tables, by their names without the prefix.</summary>
    public static readonly string[] Tables =
        ["Users", "Accounts", "StsTokens", "OAuthClients", "TokenBuckets", "EventStreams", "Requests"];

    private const int MostOfTransaction = 100;

    /// <summary>How files beside the tests are written: to be read, and compared line by line.</summary>
    public static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static StoredRows Parse(string json) => JsonSerializer.Deserialize<StoredRows>(json, Readable)!; // It is an object.

    /// <summary>All rows of the tables.</summary>
    public static async Task<IReadOnlyList<StoredRow>> ReadAsync(string tablePrefix, CancellationToken cancellationToken)
    {
        var storage = await StorageAsync();
        var rows = new List<StoredRow>();
        foreach (var table in Tables)
        {
            await foreach (var row in storage.GetTableClient(tablePrefix + table).QueryAsync<TableEntity>(
                cancellationToken: cancellationToken))
                rows.Add(StoredRow.Of(table, row));
        }
        return rows;
    }

    /// <summary>Writes the rows into new tables.</summary>
    /// <returns>What the tables' names begin with.</returns>
    public async Task<string> LoadAsync(CancellationToken cancellationToken)
    {
        var (storage, prefix) = (await StorageAsync(), AzuriteInstance.NewTablePrefix());
        foreach (var name in Tables)
            await storage.CreateTableAsync(prefix + name, cancellationToken);
        foreach (var partition in Rows.GroupBy(row => (row.Table, row.Partition)))
        {
            var table = storage.GetTableClient(prefix + partition.Key.Table);
            foreach (var rows in partition.Chunk(MostOfTransaction))
            {
                var actions = rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row.ToEntity()));
                await table.SubmitTransactionAsync(actions, cancellationToken);
            }
        }
        return prefix;
    }

    public string ToJson() => JsonSerializer.Serialize(this, Readable) + "\n";

    private static async Task<TableServiceClient> StorageAsync() => new((await AzuriteInstance.GetProcessAsync()).ConnectionString);
}

/// <summary>What storage has only hashes of.</summary>
/// <param name="Client">The id of the client that has the secret and the tokens.</param>
/// <param name="Secret">Its secret.</param>
/// <param name="Token">A token that lets in.</param>
/// <param name="RevokedToken">A token that was revoked.</param>
/// <param name="EventsToken">A token of the receiver that polls.</param>
internal sealed record KnownSecrets(string Client, string Secret, string Token, string RevokedToken, string EventsToken);
