using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Tokens;

namespace Scim.Cli.Tests.Tokens;

public sealed class TokenCommandsTests : IAsyncLifetime
{
    private readonly Cli _cli = new();
    private ServiceProvider _services = null!;
    private string _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _services = await _cli.ServicesAsync();
        await _cli.JsonAsync("account", "create", "acme", "--licences", "5");
        _client = Text(await _cli.JsonAsync("client", "create", "--account", "acme"), "client");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Theory]
    [InlineData("2h")]
    [InlineData("0")]
    [InlineData("999999999999")]
    public Task What_is_no_number_of_seconds_is_said_in_a_line(string seconds) => _cli.RefusesAsync(
        2, "--expires-in takes a whole number of seconds, over 0.", "token", "issue", _client, "--expires-in", seconds);

    [Theory]
    [InlineData("--rate", "x", "--rate takes a number over 0, at most 1000000.")]
    [InlineData("--burst", "x", "--burst takes a whole number from 1 to 1000000.")]
    [InlineData("--burst", "1.5", "--burst takes a whole number from 1 to 1000000.")]
    public Task What_is_no_number_of_requests_is_said_in_a_line(string option, string value, string why) =>
        _cli.RefusesAsync(2, why, "client", "set", _client, option, value);

    [Fact]
    public async Task A_token_is_issued_listed_by_its_fingerprint_and_revoked()
    {
        var issued = await _cli.JsonAsync("token", "issue", _client, "--expires-in", "60");
        var (token, fingerprint) = (Text(issued, "token"), Text(issued, "fingerprint"));
        Assert.NotNull(await CallerAsync(_services, token));

        var listed = Assert.Single((await _cli.JsonAsync("token", "list", "--account", "acme")).EnumerateArray());
        Assert.Equal((fingerprint, false), (Text(listed, "fingerprint"), listed.GetProperty("revoked").GetBoolean()));
        Assert.DoesNotContain(token, listed.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"\A[0-9a-f]{16}\z", fingerprint);

        await _cli.RefusesAsync(2, "Add --yes", "token", "revoke", fingerprint);
        Assert.True((await _cli.JsonAsync("token", "revoke", fingerprint[..8], "--yes")).GetProperty("revoked").GetBoolean());
        await using var elsewhere = await _cli.ServicesAsync();
        Assert.Null(await CallerAsync(elsewhere, token));
    }

    [Fact]
    public async Task Tokens_are_listed_by_client()
    {
        var other = Text(await _cli.JsonAsync("client", "create", "--account", "acme"), "client");
        await _cli.JsonAsync("token", "issue", _client);
        await _cli.JsonAsync("token", "issue", other);

        Assert.Equal(2, (await _cli.JsonAsync("token", "list")).GetArrayLength());
        Assert.Equal(other, Text(Assert.Single((await _cli.JsonAsync("token", "list", "--client", other)).EnumerateArray()), "client"));
    }

    [Fact]
    public async Task A_disabled_client_gets_none()
    {
        await _cli.JsonAsync("client", "disable", _client);

        await _cli.RefusesAsync(1, "is disabled", "token", "issue", _client);
    }

    [Theory]
    [InlineData(1, "There is no client 'nobody'", "token", "issue", "nobody")]
    [InlineData(1, "There is no client 'nobody'", "token", "list", "--client", "nobody")]
    [InlineData(1, "There is no account 'nobody'", "token", "list", "--account", "nobody")]
    [InlineData(1, "There is no token", "token", "revoke", "0123456789abcdef", "--yes")]
    [InlineData(2, "at least 8 hexadecimal digits", "token", "revoke", "0123", "--yes")]
    [InlineData(2, "at least 8 hexadecimal digits", "token", "revoke", "scim_sts_0123456789", "--yes")]
    [InlineData(2, "--expires-in takes", "token", "issue", "nobody", "--expires-in", "0")]
    public Task What_cannot_be_done_is_said_in_one_line(int exitCode, string why, params string[] args) =>
        _cli.RefusesAsync(exitCode, why, args);

    private static async Task<Caller?> CallerAsync(ServiceProvider services, string token)
    {
        var authenticator = services.GetRequiredService<Authenticator>();
        return (await authenticator.AuthenticateAsync(token, () => ClientAddress.Shared, storage: null, Cancel)).Caller;
    }

    private static string Text(JsonElement answer, string member) => answer.GetProperty(member).GetString()!;
}
