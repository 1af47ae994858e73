using System.Text.Json;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Testing;

namespace Scim.Cli.Tests.Requests;

public sealed class RequestCommandsTests : IAsyncLifetime
{
    private LoggedCli _site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await LoggedCli.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task It_tells_what_was_asked_and_answered_newest_first()
    {
        var old = await _site.AddAsync(LoggedCli.Entry(404, detail: "Resource not found.", operation: "GetUser", minutesAgo: 30));
        var last = await _site.AddAsync(LoggedCli.Entry(409, "uniqueness", "Another user of this account has the same userName."));

        var entries = await ReadAsync("--account", "acme");
        var table = await _site.Commands.RunAsync("requests", "--account", "acme");

        Assert.Equal([last.CorrelationId, old.CorrelationId], entries.Select(entry => Text(entry, "correlationId")));
        Assert.Equal(
            (409, "CreateUser", "connector", "uniqueness", "POST", "/Users", 12.5),
            (entries[0].GetProperty("status").GetInt32(), Text(entries[0], "operation"), Text(entries[0], "client"),
                Text(entries[0], "type"), Text(entries[0], "method"), Text(entries[0], "route"),
                entries[0].GetProperty("milliseconds").GetDouble()));
        Assert.Equal(["userName", "name"], entries[0].GetProperty("attributes").EnumerateArray().Select(name => name.GetString()));
        Assert.Matches("404 +GetUser +Resource not found", table.Output);
        Assert.Matches("409 +CreateUser +uniqueness: Another user", table.Output);
    }

    [Fact]
    public async Task It_is_confined_by_each_option()
    {
        var missing = await _site.AddAsync(LoggedCli.Entry(404, operation: "GetUser", minutesAgo: 120));
        var failed = await _site.AddAsync(LoggedCli.Entry(500, operation: "PatchUser"));
        var other = await _site.AddAsync(LoggedCli.Entry(400) with { Client = ClientId.Parse("other") });

        await AssertFoundAsync([failed.CorrelationId], "--status", "5xx");
        await AssertFoundAsync([missing.CorrelationId], "--status", "404");
        await AssertFoundAsync([other.CorrelationId], "--client", "other");
        await AssertFoundAsync([missing.CorrelationId], "--operation", "getuser");
        await AssertFoundAsync([failed.CorrelationId, other.CorrelationId], "--since", "1h");
        await AssertFoundAsync([], "--since", "2999-01-01T00:00:00Z");
    }

    [Fact]
    public async Task A_user_is_meant_by_id_or_by_name()
    {
        var request = CallContext.OfOperator(LoggedCli.Connector, LoggedCli.Acme, ReadingRules.Default, "correlation");
        var ada = await _site.Get<UserService>().CreateAsync(
            request, JsonElement.Parse("""{"userName":"ada@example.com","name":{"givenName":"A","familyName":"B"}}"""), Cancel);
        var refused = await _site.AddAsync(
            LoggedCli.Entry(400, minutesAgo: 9) with { NameMark = _site.Log.NameMark("ada@example.com") });
        var changed = await _site.AddAsync(LoggedCli.Entry(412, operation: "PatchUser") with { User = ada.Id });
        await _site.AddAsync(LoggedCli.Entry(400) with { NameMark = _site.Log.NameMark("grace@example.com") });

        await AssertFoundAsync([changed.CorrelationId, refused.CorrelationId], "--user", "ADA@example.com");
        await AssertFoundAsync([changed.CorrelationId], "--user", ada.Id.ToString());
    }

    [Fact]
    public async Task It_follows_what_happens_until_it_is_stopped()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var output = new SharedText();
        var first = await _site.AddAsync(LoggedCli.Entry(404)); // Before it looks: later it takes what is of the last minute.
        var following = _site.Commands.StartAsync(
            output, ["requests", "--account", "acme", "--status", "4xx", "--follow", "--since", "1h", "--json"], time: null, stop.Token);

        await ShowsAsync(first.CorrelationId);
        await _site.AddAsync(LoggedCli.Entry(500, minutesAgo: 0));
        var second = await _site.AddAsync(LoggedCli.Entry(409, minutesAgo: 0));
        await ShowsAsync(second.CorrelationId);
        await stop.CancelAsync();

        Assert.Equal(0, await following);
        Assert.Equal(2, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        Task ShowsAsync(string id) => Eventually.HoldsAsync(
            () => Task.FromResult(output.ToString().Contains(id, StringComparison.Ordinal)), Cancel);
    }

    [Fact]
    public async Task What_a_terminal_would_obey_is_shown_and_not_obeyed()
    {
        await _site.AddAsync(LoggedCli.Entry(400, "invalidValue", "\u001b[31murn:x\u202e:User:a[bold] is required."));

        var table = await _site.Commands.RunAsync("requests", "--account", "acme");
        var summary = await _site.Commands.RunAsync("requests", "summary", "--account", "acme");

        Assert.All([table.Output, summary.Output], output =>
        {
            Assert.DoesNotContain('\u001b', output);
            Assert.DoesNotContain('\u202e', output);
            Assert.Contains(@"\u001B[31murn:x\u202E:User:a[bold] is required", output, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(1, "There is no account 'nobody'", "requests", "--account", "nobody")]
    [InlineData(1, "There is no account 'nobody'", "requests", "--account", "nobody", "--follow")]
    [InlineData(1, "There is no account 'nobody'", "requests", "summary", "--account", "nobody")]
    [InlineData(2, "--account", "requests")]
    [InlineData(2, "--account", "requests", "summary")]
    [InlineData(2, "--status takes a status", "requests", "--account", "acme", "--status", "4x")]
    [InlineData(2, "--since takes a time", "requests", "--account", "acme", "--since", "yesterday")]
    [InlineData(2, "--user takes the id or the userName", "requests", "--account", "acme", "--user", "")]
    [InlineData(2, "A client id has", "requests", "summary", "--account", "acme", "--client", "no client")]
    public Task What_cannot_be_done_is_said_in_one_line(int exitCode, string why, params string[] args) =>
        _site.Commands.RefusesAsync(exitCode, why, args);

    private async Task AssertFoundAsync(IEnumerable<string> correlationIds, params string[] options)
    {
        var entries = await ReadAsync(["--account", "acme", .. options]);
        Assert.Equal(correlationIds.Order(), entries.Select(entry => Text(entry, "correlationId")).Order());
    }

    private async Task<List<JsonElement>> ReadAsync(params string[] options)
    {
        var result = await _site.Commands.RunAsync(["requests", .. options, "--json"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    private static string Text(JsonElement answer, string member) => answer.GetProperty(member).GetString()!;
}
