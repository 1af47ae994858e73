using Azure.Data.Tables;
using Scim.LocalHost.Azurite;
using Scim.Testing;

namespace Scim.LocalHost.Tests.Azurite;

public sealed class AzuriteProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_on_a_free_port_once_it_is_started()
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), Cancellation);

        var table = await CreateTableAsync(azurite);

        Assert.Equal("v", (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancellation)).Value["V"]);
        Assert.Equal("127.0.0.1", azurite.Endpoint.Host);
    }

    [Fact]
    public async Task Two_at_a_time_are_apart()
    {
        var both = await Task.WhenAll(
            AzuriteProcess.StartAsync(new AzuriteOptions(), Cancellation), AzuriteProcess.StartAsync(new AzuriteOptions(), Cancellation));
        await using var first = both[0];
        await using var second = both[1];

        await CreateTableAsync(first);

        Assert.Empty(new TableServiceClient(second.ConnectionString).Query(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Listens_again_on_the_port_that_it_had()
    {
        var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), Cancellation);
        var port = azurite.Port;
        await azurite.DisposeAsync();

        await using var again = await AzuriteProcess.StartAsync(new AzuriteOptions { Port = port }, Cancellation);

        Assert.Equal(port, again.Port);
        var failure = await Assert.ThrowsAsync<AzuriteException>(
            () => AzuriteProcess.StartAsync(new AzuriteOptions { Port = port }, Cancellation));
        Assert.Contains("EADDRINUSE", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_in_a_folder_survive_a_restart()
    {
        using var folder = new TemporaryFolder();
        var options = new AzuriteOptions { DataFolder = folder.Path };
        await using (var azurite = await AzuriteProcess.StartAsync(options, Cancellation)) await CreateTableAsync(azurite);

        await using var again = await AzuriteProcess.StartAsync(options, Cancellation);

        var table = new TableClient(again.ConnectionString, "Things");
        Assert.Equal("v", (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancellation)).Value["V"]);
    }

    [Fact]
    public async Task A_data_folder_in_use_is_refused_in_one_line()
    {
        using var folder = new TemporaryFolder();
        var options = new AzuriteOptions { DataFolder = folder.Path };
        await using var azurite = await AzuriteProcess.StartAsync(options, Cancellation);

        var failure = await Assert.ThrowsAsync<AzuriteException>(() => AzuriteProcess.StartAsync(options, Cancellation));

        Assert.Equal(
            $"Another local host uses the data folder '{folder.Path}'. Stop it, or set LocalHost:DataPath to another folder.",
            failure.Message);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_refused_in_one_line()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "", Cancellation);

        var failure = await Assert.ThrowsAsync<AzuriteException>(
            () => AzuriteProcess.StartAsync(new AzuriteOptions { DataFolder = Path.Combine(file, "data") }, Cancellation));

        Assert.Contains("cannot be written", failure.Message, StringComparison.Ordinal);
    }

    private static Task<TableClient> CreateTableAsync(AzuriteProcess azurite) => CreateTableAsync(azurite.ConnectionString);

    private static async Task<TableClient> CreateTableAsync(string connectionString)
    {
        var table = new TableClient(connectionString, "Things");
        await table.CreateAsync(Cancellation);
        await table.AddEntityAsync(new TableEntity("p", "r") { ["V"] = "v" }, Cancellation);
        return table;
    }
}
