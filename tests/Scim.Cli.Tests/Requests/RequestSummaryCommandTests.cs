using Scim.Provisioning.Identities;

namespace Scim.Cli.Tests.Requests;

public sealed class RequestSummaryCommandTests : IAsyncLifetime
{
    private LoggedCli _site = null!;

    public async ValueTask InitializeAsync() => _site = await LoggedCli.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task It_names_reasons_with_counts_an_example_and_what_to_change()
    {
        const string NoName = "name.familyName is required and must not be blank.";
        await _site.AddAsync(LoggedCli.Entry(400, "invalidValue", NoName, minutesAgo: 20));
        var last = await _site.AddAsync(LoggedCli.Entry(400, "invalidValue", NoName));
        await _site.AddAsync(LoggedCli.Entry(404, detail: "Resource not found.", operation: "PatchUser"));
        await _site.AddTrafficAsync(granted: 1_200, denied: 7);

        var reasons = (await _site.Commands.JsonAsync("requests", "summary", "--account", "acme")).EnumerateArray().ToList();
        var text = (await _site.Commands.RunAsync("requests", "summary", "--account", "acme")).Output;

        Assert.Equal(
            [("over-rate", 7), ("names-missing", 2), ("user-gone", 1)],
            reasons.Select(reason => (reason.GetProperty("remedy").GetString(), reason.GetProperty("count").GetInt32())));
        Assert.Equal(last.CorrelationId, reasons[1].GetProperty("correlationId").GetString());
        Assert.Equal("Take users without names: scim account set acme --names optional", reasons[1].GetProperty("step").GetString());
        Assert.Equal("connector", Assert.Single(reasons[1].GetProperty("clients").EnumerateArray()).GetString());
        Assert.StartsWith("10 requests were refused or failed, 1,200 granted.", text, StringComparison.Ordinal);
        Assert.Contains("2 × CreateUser 400 invalidValue", text, StringComparison.Ordinal);
        Assert.Matches($"  told +{NoName}", text);
        Assert.Matches("  change +The user came without name.familyName", text);
        Assert.Matches("  command +Take users without names: scim account set acme --names optional", text);
        Assert.Contains($"correlation id {last.CorrelationId}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_words_are_those_of_the_client_s_connector()
    {
        var made = await _site.Commands.JsonAsync("client", "create", "--account", "acme", "--for", "okta");
        var client = ClientId.Parse(made.GetProperty("client").GetString()!);
        var taken = LoggedCli.Entry(409, "uniqueness", "Another user of this account has the same userName.");
        await _site.AddAsync(taken with { Client = client });

        var reason = Assert.Single((await _site.Commands.JsonAsync("requests", "summary", "--account", "acme")).EnumerateArray().ToList());

        Assert.Equal("okta", made.GetProperty("connector").GetString());
        Assert.Equal("okta", reason.GetProperty("connector").GetString());
        Assert.Contains("Okta", reason.GetProperty("change").GetString(), StringComparison.Ordinal);
        Assert.Equal("okta", (await _site.Commands.JsonAsync("client", "show", client.Value)).GetProperty("connector").GetString());
    }

    [Fact]
    public async Task It_says_what_it_does_not_have()
    {
        await _site.AddAsync(LoggedCli.Entry(404, operation: "GetUser"));
        await _site.AddTrafficAsync(lost: 17);

        var result = await _site.Commands.RunAsync("requests", "summary", "--account", "acme");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("17 refusals have no entry", result.Error, StringComparison.Ordinal);
        Assert.StartsWith("1 request was refused or failed, 0 granted.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_refusal_it_says_whether_anything_came()
    {
        var nothing = await _site.Commands.RunAsync("requests", "summary", "--account", "acme");
        await _site.AddTrafficAsync(granted: 12);
        var granted = await _site.Commands.RunAsync("requests", "summary", "--account", "acme");
        var ofUser = await _site.Commands.RunAsync("requests", "summary", "--account", "acme", "--user", "ada@example.com");

        Assert.StartsWith("No client of this account has sent a request", nothing.Output, StringComparison.Ordinal);
        Assert.Equal("Nothing was refused. 12 requests were granted.", granted.Output.TrimEnd());
        Assert.Equal("Nothing of the kind was refused.", ofUser.Output.TrimEnd());
        Assert.Empty((await _site.Commands.JsonAsync("requests", "summary", "--account", "acme")).EnumerateArray());
    }
}
