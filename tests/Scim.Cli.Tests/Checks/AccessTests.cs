using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Metering;
using Scim.Testing;
using Scim.Testing.Faults;

namespace Scim.Cli.Tests.Checks;

public sealed partial class AccessTests : IAsyncLifetime
{
    private readonly Cli _cli = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _cli.JsonAsync("account", "create", "acme", "--licences", "2");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Storage_that_does_not_answer_is_said_in_one_line()
    {
        const string Closed =
            "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=c2VjcmV0;"
            + "TableEndpoint=http://127.0.0.1:1/devstoreaccount1;";

        (await Cli.RunBareAsync(["check", "--connection", Closed])).AssertRefused(1, "does not answer");
    }

    [Fact]
    public async Task Who_may_read_and_not_write_is_told_which_role_to_have()
    {
        await using var proxy = await StorageProxy.StartAsync(await AzuriteInstance.GetProcessAsync());
        proxy.Forbids = request => request.Method != "GET";
        _cli.ConnectionString = proxy.ConnectionString;

        var result = await _cli.RunAsync("check", "--json");

        var finding = Assert.Single(JsonElement.Parse(result.Output).EnumerateArray());
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Equal("write refused", finding.GetProperty("finding").GetString());
        Assert.Equal(
            "AuthorizationPermissionMismatch: have the role Storage Table Data Contributor", finding.GetProperty("subject").GetString());
    }

    [Fact]
    public async Task One_row_is_written_and_removed_that_is_no_bucket()
    {
        await using var proxy = await StorageProxy.StartAsync(await AzuriteInstance.GetProcessAsync());
        _cli.ConnectionString = proxy.ConnectionString;
        var table = await _cli.TableAsync("TokenBuckets");
        await table.AddEntityAsync(new TableEntity("check:write", "check:write"), Cancel); // Left by a check that was broken off.
        await using var services = await _cli.ServicesAsync();
        Assert.Empty(await services.GetRequiredService<ITokenBucketStore>().ListAsync(Cancel).ToListAsync(Cancel));

        foreach (var _ in new[] { "left over", "none" })
        {
            Assert.Equal(0, (await _cli.JsonAsync("check")).GetArrayLength());
            Assert.Empty(await table.QueryAsync<TableEntity>(cancellationToken: Cancel).ToListAsync(Cancel));
        }
        Assert.Equal(4, proxy.Requests.Count(request => !request.StartsWith("GET", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(60, "ahead of")]
    [InlineData(-60, "behind")]
    public async Task A_clock_that_differs_is_told(int seconds, string side)
    {
        _cli.Time = new ShiftedClock(TimeSpan.FromSeconds(seconds));

        var result = await _cli.RunAsync("check");

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        var told = Difference().Match(result.Output);
        Assert.Equal(side, told.Groups["side"].Value);
        Assert.InRange(int.Parse(told.Groups["seconds"].Value, CultureInfo.InvariantCulture), 50, 60);
    }

    [Fact]
    public async Task By_a_clock_that_differs_nothing_is_repaired()
    {
        _cli.Time = new ShiftedClock(TimeSpan.FromHours(1));

        await _cli.RefusesAsync(1, "Set the clock of this machine", "check", "--repair", "--yes");
    }

    [Fact]
    public async Task A_clock_that_differs_by_no_more_than_metering_bears_is_right()
    {
        _cli.Time = new ShiftedClock(TimeSpan.FromSeconds(3));

        Assert.Equal(0, (await _cli.JsonAsync("check")).GetArrayLength());
    }

    [GeneratedRegex("clock is (?<seconds>[0-9]+) s (?<side>ahead of|behind) storage's", RegexOptions.CultureInvariant)]
    private static partial Regex Difference();
}
