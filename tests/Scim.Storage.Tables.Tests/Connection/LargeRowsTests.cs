using Azure.Data.Tables;
using Scim.Storage.Tables.Connection;

namespace Scim.Storage.Tables.Tests.Connection;

/// <summary>Rows so large that few of them make a page.</summary>
public sealed class LargeRowsTests
{
    // Together longer than the longest page of 1,000 rows.
    private const int Rows = 24;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fewer_are_asked_for_at_once_and_all_of_them_come()
    {
        await using var storage = await TestStorage.OpenAsync(options => options with
        {
            Timing = options.Timing with { Try = TimeSpan.FromMinutes(1) }, // So that a slow answer is not asked for again.
        });
        var table = storage.Tables.Users;
        await FillAsync(table);

        Assert.Equal(Rows, await ReadAsync(table, "a"));
        storage.Faults.Forget();
        Assert.Equal(Rows, await ReadAsync(table, "a"));

        // What was learnt is remembered: no page is broken off, and each is one row.
        Assert.Equal(Rows, storage.Faults.Requests.Count);
    }

    [Fact]
    public void What_small_rows_follow_is_asked_for_in_growing_pages()
    {
        var sizes = new RowsPerPage();
        List<TableEntity> small = [new("p", "r") { ["Text"] = "x" }];

        Assert.Equal(1_000, sizes.First("p", 1_000));
        Assert.Equal(1, sizes.AfterTooLong("p"));
        Assert.Equal(1, sizes.First("p", 1_000));
        Assert.Equal(4, sizes.After("p", 1, small));
        Assert.Equal(16, sizes.After("p", 4, small));
        Assert.Equal(1_000, sizes.First("p", 1_000));
    }

    private static async Task FillAsync(StorageTable table)
    {
        for (var number = 0; number < Rows; number++)
        {
            var row = new TableEntity("a", $"a{number:D2}");
            for (var part = 0; part < 8; part++)
                row[$"Part{part}"] = new byte[60_000];
            Assert.True((await table.AddAsync(row, Cancel)).Accepted);
        }
    }

    private static async Task<int> ReadAsync(StorageTable table, string partition)
    {
        var count = 0;
        await foreach (var page in table.PagesAsync("PartitionKey eq 'a'", 1_000, columns: null, Cancel, partition))
            count += page.Count;
        return count;
    }
}
