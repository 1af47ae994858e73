using Azure.Data.Tables;
using Scim.Resilience.Tests.Chaos.Operations;
using Scim.Resilience.Tests.Chaos.Stored;
using Scim.Testing;

namespace Scim.Resilience.Tests.Chaos.Checks;

/// <summary>A short run without faults, by one worker and always the same, for tests that damage what it left.</summary>
public sealed class SmallRun : IAsyncLifetime
{
    internal const string Account = "small";
    internal const int Licences = 5;
    private const int Operations = 150;
    private const int RowsOfTransaction = 100;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What was sent.</summary>
    internal IReadOnlyCollection<Sent> Sent { get; private set; } = [];

    /// <summary>What it left.</summary>
    internal IReadOnlyList<TableEntity> Rows { get; private set; } = [];

    /// <summary>A copy of what it left, in a table of its own.</summary>
    internal async Task<TableClient> CopyAsync()
    {
        var table = StoredAccount.Table((await AzuriteInstance.GetProcessAsync()).ConnectionString, AzuriteInstance.NewTablePrefix());
        await table.CreateAsync(Cancel);
        foreach (var rows in Rows.Chunk(RowsOfTransaction))
            await table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, Copy(row))), Cancel);
        return table;
    }

    /// <summary>A row without what storage adds to it.</summary>
    internal static TableEntity Copy(TableEntity row) =>
        new(row.Where(column => column.Key is not ("odata.etag" or "Timestamp")).ToDictionary());

    public async ValueTask InitializeAsync()
    {
        var prefix = AzuriteInstance.NewTablePrefix();
        await using var host = await ServiceInstance.StartAsync(prefix);
        using var client = host.ClientOf(await host.AddTenantAsync(Account, Licences));
        var workers = new Workers(seed: 1, _ => client);
        await workers.RunAsync(workers: 1, Operations, CancellationToken.None);
        Sent = workers.Sent;
        var table = StoredAccount.Table((await AzuriteInstance.GetProcessAsync()).ConnectionString, prefix);
        Rows = await StoredAccount.RowsAsync(table, Account, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
