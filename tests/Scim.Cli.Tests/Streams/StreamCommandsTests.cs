using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;
using Scim.Testing;
using Scim.Testing.Faults;

namespace Scim.Cli.Tests.Streams;

public sealed class StreamCommandsTests : IAsyncLifetime
{
    private static readonly AccountId Acme = AccountId.Parse("acme");

    private readonly Cli _cli = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _cli.JsonAsync("account", "create", "acme", "--licences", "unlimited");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_stream_that_is_polled_is_made_shown_and_deleted()
    {
        var created = await CreateAsync("--poll", "--base-url", "https://scim.example.com/scim/v2", "--retention", "14d");
        var id = IdOf(created);
        Assert.Equal(
            ("https://app.example.com", "full", $"https://scim.example.com/events/{id}", "336h"),
            (Text(created, "audience"), Text(created, "content"), Text(created, "pollUrl"), Text(created, "retention")));
        Assert.Equal(JsonValueKind.Null, created.GetProperty("endpoint").ValueKind);
        Assert.True(created.GetProperty("from").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());

        Assert.Equal(id, IdOf(Assert.Single((await _cli.JsonAsync("stream", "list")).EnumerateArray())));
        var shown = await _cli.JsonAsync("stream", "show", "--account", "acme", id);
        Assert.Equal(("enabled", 0), (Text(shown, "status"), shown.GetProperty("backlog").GetInt32()));
        Assert.False(shown.GetProperty("unfinished").GetBoolean());

        await _cli.RefusesAsync(2, "are deleted for good. Add --yes to do it.", "stream", "delete", "--account", "acme", id);
        Assert.Equal("deleting", Text(await JsonOfAsync(["stream", "delete", "--account", "acme", id, "--yes"]), "status"));
        Assert.Equal(
            "deleting", Text(Assert.Single((await _cli.JsonAsync("stream", "list", "--account", "acme")).EnumerateArray()), "status"));
        await _cli.RefusesAsync(1, "has no stream", "stream", "show", "--account", "acme", id);
    }

    [Theory]
    [InlineData("https://app.example.com/events", null)]
    [InlineData("http://localhost:5005/events", "The local host pushes there by http; no other host does.")]
    [InlineData("https://10.1.2.3/events", "That is no public address")]
    [InlineData("https://[fd00::1]/events", "That is no public address")]
    public async Task One_that_is_pushed_tells_where_and_what_stands_against_it(string endpoint, string? remark)
    {
        var result = await _cli.RunAsync(
            "stream", "create", "--account", "acme", "--audience", "https://app.example.com", "--push", endpoint, "--content", "notice",
            "--algorithm", "RS256", "--authorization-setting", "acme", "--json");

        Assert.Equal(0, result.ExitCode);
        var created = JsonElement.Parse(result.Output);
        Assert.Equal((endpoint, "notice", "RS256"), (Text(created, "endpoint"), Text(created, "content"), Text(created, "algorithm")));
        Assert.Contains("scim stream replay --account acme", result.Error, StringComparison.Ordinal);
        if (remark is null) Assert.DoesNotContain("address", result.Error, StringComparison.Ordinal);
        else Assert.Contains(remark, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_in_one_line()
    {
        string[] create = ["stream", "create", "--account", "acme", "--audience", "https://app.example.com"];

        await _cli.RefusesAsync(2, "either --poll or --push URL.", create);
        await _cli.RefusesAsync(2, "either --poll or --push URL.", [.. create, "--poll", "--push", "https://app.example.com"]);
        await _cli.RefusesAsync(2, "to an https address", [.. create, "--push", "http://app.example.com"]);
        await _cli.RefusesAsync(2, "for 1 to 30 days", [.. create, "--poll", "--retention", "31d"]);
        await _cli.RefusesAsync(2, "Only a stream that is pushed", [.. create, "--poll", "--authorization-setting", "acme"]);
        await _cli.RefusesAsync(2, "32 hexadecimal digits", "stream", "show", "--account", "acme", "STREAM");
        Assert.Empty((await _cli.JsonAsync("stream", "list")).EnumerateArray());
    }

    [Fact]
    public async Task Six_that_are_made_at_once_are_three()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _cli.RunAsync(
            "stream", "create", "--account", "acme", "--audience", "https://app.example.com", "--poll", "--json")));

        var made = results.Where(result => result.ExitCode == 0).Select(result => IdOf(JsonElement.Parse(result.Output))).Order().ToList();
        Assert.All(results.Where(result => result.ExitCode != 0), result =>
            Assert.Contains("which is the most", result.Error, StringComparison.Ordinal));
        Assert.Equal(3, made.Count);
        Assert.Equal(made, (await _cli.JsonAsync("stream", "list")).EnumerateArray().Select(IdOf).Order());
        Assert.Equal(made, (await InForceAsync()).Select(stream => stream.Id.ToString()).Order());
    }

    [Fact]
    public async Task The_status_is_steered_and_told()
    {
        var id = IdOf(await CreateAsync("--poll"));
        string[] stream = ["--account", "acme", id];

        Assert.Equal("paused", Text(await JsonOfAsync(["stream", "pause", .. stream, "--reason", "maintenance"]), "status"));
        Assert.Equal("enabled", Text(await JsonOfAsync(["stream", "resume", .. stream]), "status"));
        await _cli.RefusesAsync(2, "2 events wait and are dropped. Add --yes", ["stream", "disable", .. stream]);
        var disabled = await _cli.RunAsync(["stream", "disable", .. stream, "--yes", "--json"]);
        Assert.Equal("disabled", Text(JsonElement.Parse(disabled.Output), "status"));
        Assert.DoesNotContain("It has the changes", disabled.Error, StringComparison.Ordinal);
        Assert.Empty(await InForceAsync());
        await _cli.RefusesAsync(1, $"Enable it first: scim stream enable --account acme {id}", ["stream", "pause", .. stream]);
        await _cli.RefusesAsync(1, $"Enable it first: scim stream enable --account acme {id}", ["stream", "replay", .. stream]);
        var enabled = await _cli.RunAsync(["stream", "enable", .. stream]);
        Assert.Contains("It has the changes that are made after", enabled.Error, StringComparison.Ordinal);
        Assert.Single(await InForceAsync());
        var verification = await JsonOfAsync(["stream", "verify", .. stream, "--state", "hello"]);
        Assert.EndsWith(".2", Text(verification, "event"), StringComparison.Ordinal);

        Assert.Equal(5, (await _cli.JsonAsync(["stream", "show", .. stream])).GetProperty("backlog").GetInt32());
    }

    [Fact]
    public async Task A_broken_off_creation_is_told_and_finished_by_enabling()
    {
        var id = IdOf(await CreateAsync("--poll"));
        await ForceNoneAsync();

        Assert.True(Assert.Single((await _cli.JsonAsync("stream", "list")).EnumerateArray()).GetProperty("unfinished").GetBoolean());
        var shown = await _cli.RunAsync("stream", "show", "--account", "acme", id);
        Assert.Contains($"To finish it: scim stream enable --account acme {id}", shown.Error, StringComparison.Ordinal);
        await _cli.RefusesAsync(1, "was broken off", "stream", "replay", "--account", "acme", id);
        Assert.Equal(0, (await _cli.RunAsync("stream", "enable", "--account", "acme", id)).ExitCode);

        Assert.Equal(id, Assert.Single(await InForceAsync()).Id.ToString());
        Assert.Empty((await _cli.JsonAsync("check")).EnumerateArray());
    }

    [Fact]
    public async Task Events_that_were_set_aside_are_listed_and_redelivered()
    {
        var id = IdOf(await CreateAsync("--poll"));
        var sent = Text(await JsonOfAsync(["stream", "verify", "--account", "acme", id]), "event")!; // Each has an id.
        await using var services = await _cli.ServicesAsync();
        Assert.True(StreamId.TryParse(id, out var stream) && EventId.TryParse(sent, out var told)
            && await services.GetRequiredService<IOutbox>().SetAsideAsync(Acme, stream, told, "invalid_audience", Cancel));

        var aside = Assert.Single((await _cli.JsonAsync("stream", "show", "--account", "acme", id, "--set-aside")).EnumerateArray());
        Assert.Equal((sent, "invalid_audience"), (Text(aside, "event"), Text(aside, "reason")));
        string[] redeliver = ["stream", "redeliver", "--account", "acme", id];
        Assert.Equal(1, (await _cli.JsonAsync([.. redeliver, "--event", sent])).GetProperty("redelivered").GetInt32());
        Assert.Equal(0, (await _cli.JsonAsync(redeliver)).GetProperty("redelivered").GetInt32());
        await _cli.RefusesAsync(1, $"No event {sent} is set aside.", [.. redeliver, "--event", sent]);
    }

    [Fact]
    public async Task Lost_answers_leave_nothing_half_done()
    {
        await using var proxy = await StorageProxy.StartAsync(await AzuriteInstance.GetProcessAsync(), new FaultPlan(18, 0.2));
        _cli.ConnectionString = proxy.ConnectionString;

        var id = IdOf(await CreateAsync("--poll"));
        string[] stream = ["--account", "acme", id, "--yes"];
        foreach (var act in new[] { "pause", "resume", "disable", "enable", "verify", "disable", "enable" })
            Assert.Equal(0, (await _cli.RunAsync(["stream", act, .. stream])).ExitCode);
        Assert.Equal(id, Assert.Single(await InForceAsync()).Id.ToString());
        Assert.Equal(0, (await _cli.RunAsync(["stream", "delete", .. stream])).ExitCode);

        Assert.Empty(await InForceAsync());
    }

    private Task<JsonElement> CreateAsync(params string[] how) => JsonOfAsync(
        ["stream", "create", "--account", "acme", "--audience", "https://app.example.com", .. how]);

    /// <summary>Beside what was asked for there may be remarks.</summary>
    private async Task<JsonElement> JsonOfAsync(string[] args)
    {
        var result = await _cli.RunAsync([.. args, "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonElement.Parse(result.Output);
    }

    private async Task<IReadOnlyList<StreamSetting>> InForceAsync()
    {
        await using var services = await _cli.ServicesAsync();
        return (await services.GetRequiredService<IAccountStore>().FindAsync(Acme, Cancel))!.Streams; // It is there.
    }

    private async Task ForceNoneAsync()
    {
        await using var services = await _cli.ServicesAsync();
        var accounts = services.GetRequiredService<IAccountStore>();
        Assert.NotNull(await accounts.ChangeStreamsAsync((await accounts.FindAsync(Acme, Cancel))!, [], Cancel)); // It is there.
    }

    private static string IdOf(JsonElement stream) => Text(stream, "stream")!; // Each has one.

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}
