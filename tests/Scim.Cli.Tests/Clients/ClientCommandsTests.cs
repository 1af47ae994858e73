using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Tokens;

namespace Scim.Cli.Tests.Clients;

public sealed class ClientCommandsTests : IAsyncLifetime
{
    private readonly Cli _cli = new();
    private ServiceProvider _services = null!;

    public async ValueTask InitializeAsync()
    {
        _services = await _cli.ServicesAsync();
        await _cli.JsonAsync("account", "create", "acme", "--licences", "5");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Theory]
    [InlineData]
    [InlineData("--scope", "scim")]
    [InlineData("--scope", "scim", "--scope", "scim")]
    public async Task A_client_has_each_scope_once(params string[] options)
    {
        var client = await _cli.JsonAsync(["client", "create", "--account", "acme", .. options]);

        Assert.Equal("scim", Assert.Single(client.GetProperty("scopes").EnumerateArray()).GetString());
    }

    [Theory]
    [InlineData("There is no such scope. --scope takes: scim, events.", "--scope", "admin")]
    [InlineData("There is no such scope. --scope takes: scim, events.", "--scope", "scim", "--scope", "SCIM")]
    public Task A_scope_that_is_unknown_is_refused(string why, params string[] options) =>
        _cli.RefusesAsync(2, why, ["client", "create", "--account", "acme", .. options]);

    [Fact]
    public async Task A_new_client_signs_in_with_the_secret_that_is_shown_once()
    {
        var created = await CreateAsync("--rate", "25", "--burst", "50");
        var (id, secret) = (Text(created, "client"), Text(created, "secret"));

        var client = await VerifyAsync(id, secret);

        Assert.NotNull(client);
        Assert.Equal(("acme", 25.0, 50), (client.Account.Value, client.RateLimit.PerSecond, client.RateLimit.Burst));
        Assert.Matches(@"\A[A-Za-z0-9-]{1,64}\z", id);
        Assert.Matches(@"\A[A-Za-z0-9_-]{43}\z", secret);
        Assert.DoesNotContain(secret, (await _cli.RunAsync("client", "show", id)).Output, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, (await _cli.RunAsync("client", "list", "--json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_rotated_while_the_old_one_is_good()
    {
        var created = await CreateAsync();
        var (id, old) = (Text(created, "client"), Text(created, "secret"));

        var rotated = Text(await _cli.JsonAsync("client", "rotate-secret", id), "secret");
        Assert.NotNull(await VerifyAsync(id, old));
        Assert.NotNull(await VerifyAsync(id, rotated));
        await _cli.RefusesAsync(1, "two secrets already", "client", "rotate-secret", id);

        await _cli.RefusesAsync(2, "Add --yes", "client", "drop-old-secret", id);
        Assert.NotNull(await VerifyAsync(id, old));
        await _cli.JsonAsync("client", "drop-old-secret", id, "--yes");
        Assert.Null(await VerifyAsync(id, old));
        Assert.NotNull(await VerifyAsync(id, rotated));
        await _cli.RefusesAsync(1, "one secret only", "client", "drop-old-secret", id, "--yes");
    }

    [Fact]
    public async Task A_client_is_disabled_enabled_and_given_another_rate()
    {
        var created = await CreateAsync();
        var (id, secret) = (Text(created, "client"), Text(created, "secret"));

        Assert.True((await _cli.JsonAsync("client", "disable", id)).GetProperty("disabled").GetBoolean());
        Assert.Null(await VerifyAsync(id, secret));
        Assert.False((await _cli.JsonAsync("client", "enable", id)).GetProperty("disabled").GetBoolean());
        Assert.NotNull(await VerifyAsync(id, secret));

        var changed = await _cli.JsonAsync("client", "set", id, "--burst", "9");
        Assert.Equal((4.0, 9), (changed.GetProperty("requestsPerSecond").GetDouble(), changed.GetProperty("burst").GetInt32()));
    }

    [Fact]
    public async Task Clients_are_listed_by_account()
    {
        await _cli.JsonAsync("account", "create", "another", "--licences", "5");
        var mine = Text(await CreateAsync(), "client");
        var other = Text(await _cli.JsonAsync("client", "create", "--account", "another"), "client");

        Assert.Equal([mine], Ids(await _cli.JsonAsync("client", "list", "--account", "acme")));
        Assert.Equal(new[] { mine, other }.Order(), Ids(await _cli.JsonAsync("client", "list")).Order());
    }

    [Theory]
    [InlineData(1, "There is no account 'nobody'", "client", "create", "--account", "nobody")]
    [InlineData(1, "There is no account 'nobody'", "client", "list", "--account", "nobody")]
    [InlineData(1, "There is no client 'nobody'. See: scim client list", "client", "show", "nobody")]
    [InlineData(1, "There is no client 'nobody'", "client", "set", "nobody", "--rate", "5")]
    [InlineData(1, "There is no client 'nobody'", "client", "rotate-secret", "nobody")]
    [InlineData(1, "There is no client 'nobody'", "client", "drop-old-secret", "nobody", "--yes")]
    [InlineData(1, "There is no client 'nobody'", "client", "disable", "nobody")]
    [InlineData(2, "1 to 64 characters", "client", "show", "no body")]
    [InlineData(2, "There is no option '--everything' here. If it is a value, write -- before it.", "client", "show", "--everything")]
    [InlineData(2, "--account", "client", "create")]
    [InlineData(2, "Say what to change", "client", "set", "nobody")]
    [InlineData(2, "--rate takes a number over 0", "client", "set", "nobody", "--rate", "0")]
    [InlineData(2, "--burst takes a whole number", "client", "create", "--account", "acme", "--burst", "0")]
    public Task What_cannot_be_done_is_said_in_one_line(int exitCode, string why, params string[] args) =>
        _cli.RefusesAsync(exitCode, why, args);

    private static string Text(JsonElement answer, string member) => answer.GetProperty(member).GetString()!;

    private static IEnumerable<string> Ids(JsonElement list) => list.EnumerateArray().Select(client => Text(client, "client"));

    private Task<JsonElement> CreateAsync(params string[] options) => _cli.JsonAsync(["client", "create", "--account", "acme", .. options]);

    private Task<OAuthClient?> VerifyAsync(string id, string secret) =>
        _services.GetRequiredService<TokenService>().VerifyClientAsync(id, secret, TestContext.Current.CancellationToken);
}
