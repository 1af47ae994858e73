using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Scim.Storage.Tables.Connection;
using Scim.Testing;
using Scim.Testing.Faults;
using static Scim.Testing.Faults.StorageFaultKinds;

namespace Scim.Storage.Tables.Tests.Connection;

/// <summary>The client library over pooled memory.</summary>
public sealed class PooledPagesTests : IAsyncLifetime
{
    private const int Rows = 250;

    private readonly PooledPages _pages = new();
    private readonly StorageFaults _faults = new();
    private HttpClient _http = null!;
    private TableClient _table = null!;
    private TableClient _impatient = null!;

    public static TheoryData<string> Breaks => [nameof(AnswerBreaksOff), nameof(AnswerStops), nameof(NeverSent), "Refused"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var azurite = await AzuriteInstance.GetProcessAsync();
        _http = new HttpClient(_faults.Over(new SocketsHttpHandler()));
        var name = AzuriteInstance.NewTablePrefix();
        _table = new TableClient(azurite.ConnectionString, name, Options(TimeSpan.FromMinutes(1)));
        _impatient = new TableClient(azurite.ConnectionString, name, Options(TimeSpan.FromSeconds(2)));
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        _pages.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_page_of_several_blocks_is_read_whole_and_given_back()
    {
        await FillAsync();

        Assert.Equal(Expected, await ReadAsync(_table));
        Assert.Equal(0, _pages.BytesInUse);
    }

    [Fact]
    public async Task Memory_is_used_again()
    {
        await FillAsync();
        var pages = _table.QueryAsync<TableEntity>(maxPerPage: 50, cancellationToken: Cancel).AsPages();

        var (count, atRest) = (0, new HashSet<long>());
        await foreach (var page in pages)
        {
            count += page.Values.Count;
            atRest.Add(_pages.BytesAtRest);
            Assert.Equal(0, _pages.BytesInUse);
        }
        Assert.Equal(Rows, count);
        Assert.InRange(Assert.Single(atRest), 50 * 1_000, 4 * 50 * 1_000);
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_page_that_breaks_is_read_again_and_nothing_is_kept(string fault)
    {
        await FillAsync();
        _faults.OnReads(Fault(fault));

        Assert.Equal(Expected, await ReadAsync(_impatient));
        Assert.Equal(0, _faults.Planned);
        Assert.Equal(0, _pages.BytesInUse);
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task A_page_that_never_comes_whole_is_a_failure_and_nothing_is_kept(string fault)
    {
        await FillAsync();
        _faults.OnReads(Enumerable.Repeat(Fault(fault), 3));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(_impatient));

        Assert.True(StorageFailure.IsOfStorage(failure));
        Assert.Equal(0, _pages.BytesInUse);
    }

    [Fact]
    public async Task A_row_alone_is_given_back_too()
    {
        await FillAsync();
        var row = new TableEntity("p", "large");
        for (var part = 0; part < 8; part++)
            row[$"Part{part}"] = new byte[60_000];
        await _table.AddEntityAsync(row, Cancel);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
            Assert.Equal(
                60_000,
                (await _table.GetEntityAsync<TableEntity>("p", "large", cancellationToken: Cancel)).Value.GetBinary("Part7").Length)));
        Assert.False((await _table.GetEntityIfExistsAsync<TableEntity>("p", "none", cancellationToken: Cancel)).HasValue);

        Assert.Equal((0, 3), (_pages.BytesInUse, _pages.RoomForLarge));
    }

    [Fact]
    public async Task A_page_longer_than_its_rows_should_be_is_broken_off()
    {
        await _table.CreateAsync(Cancel);
        for (var number = 0; number < 3; number++)
        {
            var row = new TableEntity("p", $"{number}");
            for (var part = 0; part < 8; part++)
                row[$"Part{part}"] = new byte[60_000];
            await _table.AddEntityAsync(row, Cancel);
        }

        await Assert.ThrowsAsync<PageTooLongException>(async () =>
            await _table.QueryAsync<TableEntity>(maxPerPage: 3, cancellationToken: Cancel).ToListAsync(Cancel));

        Assert.Equal((0, 3), (_pages.BytesInUse, _pages.RoomForLarge));
    }

    [Fact]
    public async Task A_refusal_keeps_its_code()
    {
        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => ReadAsync(_table));

        Assert.True(StorageFailure.IsMissingTable(failure));
        Assert.Equal(0, _pages.BytesInUse);
    }

    private static IEnumerable<string> Expected => Enumerable.Range(0, Rows).Select(number => $"{number:d4} {Text(number)}");

    private static StorageFault Fault(string name) => name switch
    {
        nameof(AnswerBreaksOff) => AnswerBreaksOff,
        nameof(AnswerStops) => AnswerStops,
        nameof(NeverSent) => NeverSent,
        _ => Refused(System.Net.HttpStatusCode.ServiceUnavailable, "ServerBusy"),
    };

    private static string Text(int number) => new((char)('a' + (number % 26)), 1_000);

    private static async Task<List<string>> ReadAsync(TableClient table)
    {
        var rows = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: Cancel))
            rows.Add($"{row.RowKey} {row.GetString("Text")}");
        return rows;
    }

    /// <param name="patience">How long an answer is waited for; only one that stops needs an end.</param>
    private TableClientOptions Options(TimeSpan patience)
    {
        var options = new TableClientOptions
        {
            Transport = new HttpClientTransport(_http),
            Retry = { MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(5), NetworkTimeout = patience },
        };
        options.AddPolicy(_pages, HttpPipelinePosition.PerRetry);
        return options;
    }

    private async Task FillAsync()
    {
        await _table.CreateAsync(Cancel);
        foreach (var numbers in Enumerable.Range(0, Rows).Chunk(100))
        {
            await _table.SubmitTransactionAsync(
                numbers.Select(number => new TableTransactionAction(
                    TableTransactionActionType.Add, new TableEntity("p", $"{number:d4}") { ["Text"] = Text(number) })),
                Cancel);
        }
    }
}
