using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;
using Scim.Testing;

namespace Scim.Cli.Tests.Audit;

public sealed class AuditCommandTests : IAsyncLifetime
{
    private static readonly CallContext Request = CallContext.OfOperator(
        ClientId.Parse("connector"), AccountId.Parse("acme"), ReadingRules.Default, "correlation");

    private readonly Cli _cli = new();
    private ServiceProvider _services = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private UserService Users => _services.GetRequiredService<UserService>();

    public async ValueTask InitializeAsync()
    {
        _services = await _cli.ServicesAsync();
        await _cli.JsonAsync("account", "create", "acme", "--licences", "5");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task It_tells_what_happened_newest_first_without_a_value()
    {
        var ada = await CreateAsync("ada@example.com");
        var grace = await CreateAsync("grace@example.com");
        await Users.DeleteAsync(Request, ada.Id.ToString(), null, Cancel);

        var entries = await ReadAsync("--account", "acme");

        Assert.Equal(
            [("delete", ada.Id.ToString()), ("create", grace.Id.ToString()), ("create", ada.Id.ToString())],
            entries.Select(entry => (Text(entry, "operation"), Text(entry, "user"))));
        Assert.Equal(("connector", "correlation", 1, 1), (
            Text(entries[0], "client"), Text(entries[0], "correlationId"),
            entries[0].GetProperty("users").GetInt32(), entries[0].GetProperty("licencesInUse").GetInt32()));
        Assert.DoesNotContain(entries, entry => entry.ToString().Contains("example.com", StringComparison.Ordinal));
        Assert.Contains(ada.Id.ToString(), (await _cli.RunAsync("audit", "--account", "acme")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_confined_to_a_user_and_to_a_time()
    {
        var ada = await CreateAsync("ada@example.com");
        await CreateAsync("grace@example.com");

        Assert.Equal(ada.Id.ToString(), Text(Assert.Single(await ReadAsync("--account", "acme", "--user", ada.Id.ToString())), "user"));
        Assert.Equal(ada.Id.ToString(), Text(Assert.Single(await ReadAsync("--account", "acme", "--user", "ADA@example.com")), "user"));
        Assert.Equal(2, (await ReadAsync("--account", "acme", "--since", "1h")).Count);
        Assert.Empty(await ReadAsync("--account", "acme", "--since", "2999-01-01T00:00:00Z"));
    }

    [Fact]
    public async Task Where_nothing_was_changed_it_says_so()
    {
        Assert.Equal("None.\n", (await _cli.RunAsync("audit", "--account", "acme")).Output);
        Assert.Empty(await ReadAsync("--account", "acme"));
    }

    [Fact]
    public async Task It_follows_what_happens_until_it_is_stopped()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var output = new SharedText();
        var following = _cli.StartAsync(
            output, ["audit", "--account", "acme", "--follow", "--since", "1h", "--json"], time: null, stop.Token);

        var ada = await CreateAsync("ada@example.com");
        await Eventually.HoldsAsync(() => Task.FromResult(output.ToString().Contains(ada.Id.ToString(), StringComparison.Ordinal)), Cancel);
        var grace = await CreateAsync("grace@example.com");
        await Eventually.HoldsAsync(
            () => Task.FromResult(output.ToString().Contains(grace.Id.ToString(), StringComparison.Ordinal)), Cancel);
        await stop.CancelAsync();

        Assert.Equal(0, await following);
        Assert.Equal(2, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData(1, "There is no account 'nobody'", "audit", "--account", "nobody")]
    [InlineData(2, "--account", "audit")]
    [InlineData(2, "--since takes a time", "audit", "--account", "acme", "--since", "yesterday")]
    [InlineData(2, "--since takes a time", "audit", "--account", "acme", "--since", "7w")]
    [InlineData(2, "--user takes the id", "audit", "--account", "acme", "--user", "")]
    [InlineData(1, "No user has that userName now", "audit", "--account", "acme", "--user", "nobody")]
    [InlineData(1, "There is no account 'nobody'", "audit", "--account", "nobody", "--user", "ada")]
    public Task What_cannot_be_done_is_said_in_one_line(int exitCode, string why, params string[] args) =>
        _cli.RefusesAsync(exitCode, why, args);

    private async Task<List<JsonElement>> ReadAsync(params string[] options)
    {
        var result = await _cli.RunAsync(["audit", .. options, "--json"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    private Task<UserRecord> CreateAsync(string userName) => Users.CreateAsync(
        Request, JsonElement.Parse($$$"""{"userName":"{{{userName}}}","name":{"givenName":"A","familyName":"B"}}"""), Cancel);

    private static string Text(JsonElement answer, string member) => answer.GetProperty(member).GetString()!;
}
