using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Scim.Provisioning.Tokens;

namespace Scim.Cli.Tests.Clients;

/// <summary>How long the tokens and the secrets of a client live, as an operator sets and sees it.</summary>
public sealed class ClientPolicyTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Cli _cli = new();
    private readonly FakeTimeProvider _time = new(Start);
    private ServiceProvider _services = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cli.Time = _time;
        _services = await _cli.ServicesAsync();
        await _cli.JsonAsync("account", "create", "acme", "--licences", "5");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Theory]
    [InlineData("sliding", 31_556_952)]
    [InlineData("sliding", 31_556_952, "--token-policy", "sliding")]
    [InlineData("fixed", 3_600, "--token-policy", "fixed")]
    [InlineData("fixed", 3_600, "--token-policy", "fixed", "--token-lifetime", "1h")]
    [InlineData("fixed", 5_401, "--token-policy", "fixed", "--token-lifetime", "5401s")]
    [InlineData("fixed", 21_600, "--token-policy", "fixed", "--token-lifetime", "360m")]
    [InlineData("fixed", 7_200, "--for", "entra")]
    [InlineData("fixed", 7_200, "--for", "entra", "--token-policy", "fixed")]
    [InlineData("fixed", 10_800, "--for", "entra", "--token-lifetime", "3h")]
    public async Task The_tokens_of_a_client_live_as_it_is_told(string policy, int seconds, params string[] options)
    {
        var created = await CreateAsync(options);
        var shown = await _cli.JsonAsync("client", "show", Text(created, "client"));

        Assert.All([created, shown], client => Assert.Equal(
            (policy, seconds), (Text(client, "tokenPolicy"), client.GetProperty("tokenLifetimeSeconds").GetInt32())));
    }

    [Theory]
    [InlineData("--token-policy takes 'sliding' or 'fixed'", "--token-policy", "Fixed")]
    [InlineData("--token-lifetime takes 1h to 6h", "--token-policy", "fixed", "--token-lifetime", "3599s")]
    [InlineData("--token-lifetime takes 1h to 6h", "--token-policy", "fixed", "--token-lifetime", "21601s")]
    [InlineData("--token-lifetime takes 1h to 6h", "--token-policy", "fixed", "--token-lifetime", "2")]
    [InlineData("choose the policy 'fixed' with it", "--token-lifetime", "2h")]
    [InlineData("choose the policy 'fixed' with it", "--token-policy", "sliding", "--token-lifetime", "2h")]
    [InlineData("choose the policy 'fixed' with it", "--for", "okta", "--token-lifetime", "2h")]
    [InlineData("--secret-expires takes how long", "--secret-expires", "0d")]
    [InlineData("--secret-expires takes how long", "--secret-expires", "36526d")]
    [InlineData("--secret-expires takes how long", "--secret-expires", "never")]
    public async Task What_is_out_of_bounds_is_a_misuse(string why, params string[] options)
    {
        await _cli.RefusesAsync(2, why, ["client", "create", "--account", "acme", .. options]);

        Assert.Equal(0, (await _cli.JsonAsync("client", "list")).GetArrayLength());
    }

    [Fact]
    public async Task A_client_that_is_set_to_fixed_keeps_its_lifetime_until_another_is_given()
    {
        var id = Text(await CreateAsync(), "client");
        var old = Text(await _cli.JsonAsync("token", "issue", id), "fingerprint");
        await _cli.RefusesAsync(2, "choose the policy 'fixed' with it", "client", "set", id, "--token-lifetime", "2h");

        await _cli.JsonAsync("client", "set", id, "--token-policy", "fixed", "--token-lifetime", "2h");
        var same = await _cli.JsonAsync("client", "set", id, "--token-policy", "fixed", "--burst", "9");
        Assert.Equal((7_200, 9), (same.GetProperty("tokenLifetimeSeconds").GetInt32(), same.GetProperty("burst").GetInt32()));
        var fresh = await _cli.JsonAsync("token", "issue", id);
        var longer = await _cli.JsonAsync("client", "set", id, "--token-lifetime", "6h");
        Assert.Equal(("fixed", 21_600), (Text(longer, "tokenPolicy"), longer.GetProperty("tokenLifetimeSeconds").GetInt32()));

        var ends = (await _cli.JsonAsync("token", "list")).EnumerateArray()
            .ToDictionary(token => Text(token, "fingerprint"), token => token.GetProperty("expires").GetDateTimeOffset());
        Assert.Equal((Start.AddHours(2), Start.AddHours(2)), (ends[old], ends[Text(fresh, "fingerprint")]));

        var sliding = await _cli.JsonAsync("client", "set", id, "--token-policy", "sliding");
        Assert.Equal("sliding", Text(sliding, "tokenPolicy"));
    }

    [Fact]
    public async Task A_secret_is_refused_from_its_end_on_and_its_successor_lives_as_long()
    {
        var created = await CreateAsync("--secret-expires", "40d");
        var (id, old) = (Text(created, "client"), Text(created, "secret"));
        Assert.Equal(Start.AddDays(40), created.GetProperty("secretExpires").GetDateTimeOffset());

        _time.Advance(TimeSpan.FromDays(10));
        Assert.NotNull(await VerifyAsync(id, old));
        var rotated = await _cli.JsonAsync("client", "rotate-secret", id);

        Assert.Equal(
            [Start, Start.AddDays(10), Start.AddDays(40), Start.AddDays(10), Start.AddDays(50)],
            Times(rotated, "olderSecret", "olderSecretLastUsed", "olderSecretExpires", "newestSecret", "newestSecretExpires"));
        Assert.Equal(JsonValueKind.Null, rotated.GetProperty("newestSecretLastUsed").ValueKind);
        _time.Advance(TimeSpan.FromDays(30));
        Assert.Null(await VerifyAsync(id, old));
        Assert.NotNull(await VerifyAsync(id, Text(rotated, "secret")));

        var longer = await _cli.JsonAsync("client", "rotate-secret", id, "--secret-expires", "730d"); // The ended one makes place.
        Assert.Equal([Start.AddDays(50), Start.AddDays(770)], Times(longer, "olderSecretExpires", "newestSecretExpires"));
    }

    [Fact]
    public async Task A_table_of_clients_can_be_read_at_a_width_of_100()
    {
        var id = Text(await CreateAsync("--secret-expires", "365d", "--token-policy", "fixed", "--token-lifetime", "90m"), "client");
        await _cli.JsonAsync("client", "rotate-secret", id);
        await _cli.JsonAsync("client", "disable", id);

        var lines = (await _cli.RunAsync("client", "list")).Output.Split('\n').Select(line => line.TrimEnd()).ToList();

        Assert.All(lines, line => Assert.True(line.Length <= 100, line));
        var first = lines.FindIndex(line => line.Contains(id, StringComparison.Ordinal));
        Assert.Matches(@"\A +[0-9a-f-]{36} +acme +4/s, 4 +made 2026-03-01 +made 2026-03-01\z", lines[first]);
        Assert.Matches(@"\A +fixed 90m +not used +not used\z", lines[first + 1]);
        Assert.Matches(@"\A +disabled +ends 2027-03-01 +ends 2027-03-01\z", lines[first + 2]);
    }

    [Fact]
    public async Task A_person_is_shown_what_holds_for_a_client_and_no_more()
    {
        var id = Text(await CreateAsync("--secret-expires", "365d"), "client");

        var shown = (await _cli.RunAsync("client", "show", id)).Output;

        Assert.Matches("(?m)^newest secret expires +2027-03-01 12:00:00Z *$", shown);
        Assert.Matches("(?m)^token policy +sliding *$", shown);
        Assert.DoesNotContain("older secret", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("issuer", shown, StringComparison.Ordinal);
    }

    private static string Text(JsonElement answer, string member) => answer.GetProperty(member).GetString()!;

    private static IEnumerable<DateTimeOffset> Times(JsonElement answer, params IEnumerable<string> members) =>
        members.Select(member => answer.GetProperty(member).GetDateTimeOffset());

    private Task<JsonElement> CreateAsync(params string[] options) => _cli.JsonAsync(["client", "create", "--account", "acme", .. options]);

    private Task<OAuthClient?> VerifyAsync(string id, string secret) =>
        _services.GetRequiredService<TokenService>().VerifyClientAsync(id, secret, Cancel);
}
