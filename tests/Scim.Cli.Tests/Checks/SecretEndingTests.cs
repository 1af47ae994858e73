using System.Text.Json;
using Scim.Testing;

namespace Scim.Cli.Tests.Checks;

/// <summary><c>scim check</c> tells of secrets that end, in time to rotate them.</summary>
public sealed class SecretEndingTests : IAsyncLifetime
{
    private readonly Cli _cli = new();

    public async ValueTask InitializeAsync() => await _cli.JsonAsync("account", "create", "acme", "--licences", "2");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("29d", 0, "ends")]
    [InlineData("29d", 30, "ended")]
    public async Task A_secret_that_ends_is_told_with_the_way_out(string term, int daysAgo, string word)
    {
        var client = await CreateAsync(daysAgo, "--secret-expires", term);

        var finding = Assert.Single(await FindingsAsync());
        var text = (await _cli.RunAsync("check", "--account", "acme")).Output;

        Assert.Equal(
            ("acme", "secret ending", client, "found",
                $"scim client rotate-secret {client}; when the connector has the new one: scim client drop-old-secret {client}"),
            (Text(finding, "account"), Text(finding, "finding"), Text(finding, "client"), Text(finding, "state"), Text(finding, "remedy")));
        Assert.Matches($"of client {client}, {word} 20[0-9-]+ [0-9:]+Z", Text(finding, "subject"));
        Assert.Contains($"scim client rotate-secret {client};", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotating_it_and_dropping_the_old_one_makes_all_right()
    {
        var client = await CreateAsync(daysAgo: 0, "--secret-expires", "20d");
        await _cli.JsonAsync("client", "rotate-secret", client, "--secret-expires", "365d");

        var finding = Assert.Single(await FindingsAsync());
        Assert.Equal(
            ("older secret ending", $"when the connector has the newest: scim client drop-old-secret {client}"),
            (Text(finding, "finding"), Text(finding, "remedy")));
        await _cli.JsonAsync("client", "drop-old-secret", client, "--yes");

        Assert.Equal(0, (await _cli.JsonAsync("check")).GetArrayLength());
    }

    [Fact]
    public async Task Others_are_not_told()
    {
        await CreateAsync(daysAgo: 0);
        await CreateAsync(daysAgo: 0, "--secret-expires", "31d");
        await _cli.JsonAsync("client", "disable", await CreateAsync(daysAgo: 0, "--secret-expires", "1d"));
        await _cli.JsonAsync("account", "create", "another", "--licences", "2");
        await _cli.JsonAsync("client", "create", "--account", "another", "--secret-expires", "1d");

        Assert.Equal(0, (await _cli.JsonAsync("check", "--account", "acme")).GetArrayLength());
    }

    private static string Text(JsonElement item, string member) => item.GetProperty(member).GetString()!;

    private async Task<string> CreateAsync(int daysAgo, params string[] options)
    {
        _cli.Time = new ShiftedClock(TimeSpan.FromDays(-daysAgo));
        var client = Text(await _cli.JsonAsync(["client", "create", "--account", "acme", .. options]), "client");
        _cli.Time = TimeProvider.System;
        return client;
    }

    private async Task<IEnumerable<JsonElement>> FindingsAsync()
    {
        var result = await _cli.RunAsync("check", "--json");
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        return JsonElement.Parse(result.Output).EnumerateArray();
    }
}
