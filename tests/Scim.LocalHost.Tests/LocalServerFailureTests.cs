using System.Net;
using System.Net.Sockets;
using Scim.Testing;

namespace Scim.LocalHost.Tests;

public sealed class LocalServerFailureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wrong_values_are_told_in_one_line() =>
        Assert.Equal(
            "Wrong configuration: Demo:Licences must be a whole number, at least 0, or 'unlimited'; " +
            "Demo:Burst must be a whole number from 1 to 1000000.",
            await ErrorOfAsync(new() { ["Demo:Burst"] = "none", ["Demo:Licences"] = "some" }));

    [Fact]
    public async Task A_missing_node_is_told_in_one_line()
    {
        using var folder = new TemporaryFolder();

        var error = await ErrorOfAsync(new() { ["LocalHost:DataPath"] = folder.Path }, new() { ["PATH"] = folder.Path });

        Assert.StartsWith("'node' was not found", error, StringComparison.Ordinal);
        Assert.Contains("Install Node.js", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_told_in_one_line()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://{listener.LocalEndpoint}";
        var azurite = await AzuriteInstance.GetProcessAsync();

        var error = await ErrorOfAsync(new()
        {
            ["urls"] = url,
            ["TableStorage:ConnectionString"] = azurite.ConnectionString,
            ["TableStorage:TablePrefix"] = AzuriteInstance.NewTablePrefix(),
        });

        Assert.Equal(
            $"Failed to bind to address {url}: address already in use. " +
            "End what listens there, or choose another address with --urls http://localhost:PORT.",
            error);
    }

    [Fact]
    public async Task A_data_folder_in_use_is_told_in_one_line()
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string> { ["LocalHost:DataPath"] = folder.Path };
        await using var host = await LocalHostProcess.StartAsync(settings, Cancellation);

        Assert.Equal(
            $"Another local host uses the data folder '{folder.Path}'. Stop it, or set LocalHost:DataPath to another folder.",
            await ErrorOfAsync(settings));
    }

    [Fact]
    public async Task An_unreachable_storage_is_told_in_one_line()
    {
        const string Unreachable = "AccountName=devstoreaccount1;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:9/devstoreaccount1";

        Assert.Equal(
            "The table storage at http://127.0.0.1:9/devstoreaccount1 does not answer. " +
            "Check TableStorage:ConnectionString or TableStorage:Endpoint, or set neither to have an Azurite started.",
            await ErrorOfAsync(new() { ["TableStorage:ConnectionString"] = Unreachable }));
    }

    [Fact]
    public async Task A_storage_that_refuses_is_told_in_one_line()
    {
        var endpoint = (await AzuriteInstance.GetProcessAsync()).Endpoint;

        var error = await ErrorOfAsync(new()
        {
            ["TableStorage:ConnectionString"] = $"AccountName=devstoreaccount1;AccountKey=a2V5;TableEndpoint={endpoint}",
        });

        Assert.StartsWith($"The table storage at {endpoint} refuses access (", error, StringComparison.Ordinal);
        Assert.DoesNotContain("a2V5", error, StringComparison.Ordinal);
    }

    private static async Task<string> ErrorOfAsync(Dictionary<string, string> settings, Dictionary<string, string?>? environment = null)
    {
        await using var host = LocalHostProcess.Launch(settings, environment);
        Assert.Equal(1, await host.ExitAsync(Cancellation));
        Assert.DoesNotContain("SCIM 2.0", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", host.Output, StringComparison.Ordinal);
        return Assert.Single(host.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
