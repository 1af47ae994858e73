using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Scim.Provisioning.Tokens;
using Scim.Testing;
using Scim.Testing.Faults;

namespace Scim.Cli.Tests.Clients;

/// <summary>A client for a connector: what it needs is set, and what its form takes is printed.</summary>
public sealed class ConnectorProfileTests : IAsyncLifetime
{
    private const string Base = "https://scim.example.com";

    private static readonly string[] Federation =
    [
        "--federated", "--issuer", "https://idp.example.com/t/v2.0", "--subject", "a subject", "--audience", "api://app",
        "--jwks", "https://idp.example.com/keys",
    ];

    private readonly Cli _cli = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _cli.JsonAsync("account", "create", "acme", "--licences", "5");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_form_of_Entra_is_filled_in()
    {
        var output = await CreateAsync("--for", "entra", "--base-url", Base);

        var form = Form(output, "Authentication method");
        Assert.Equal(
            [
                "Authentication method  OAuth2 client credentials grant",
                "Tenant URL             https://scim.example.com/scim/v2",
                "Token Endpoint         https://scim.example.com/oauth/token",
                $"Client Identifier      {Shown(output, "client")}",
                $"Client Secret          {Shown(output, "secret")}",
            ],
            form);
        var client = await OnlyClientAsync();
        Assert.Equal((25, 50, "fixed", 7_200), Limits(client));
        Assert.Equal(
            client.GetProperty("newestSecret").GetDateTimeOffset().AddDays(365),
            client.GetProperty("newestSecretExpires").GetDateTimeOffset());
    }

    [Fact]
    public async Task The_form_of_Entra_with_federation_has_no_secret()
    {
        var output = await CreateAsync(["--for", "entra", "--base-url", Base, .. Federation]);

        Assert.Equal(
            [
                "Authentication method  Workload identity federation",
                $"Client identifier      {Shown(output, "client")}",
                "Token endpoint         https://scim.example.com/oauth/token",
                "Tenant URL             https://scim.example.com/scim/v2",
            ],
            Form(output, "Authentication method"));
        Assert.DoesNotMatch("(?m)^secret ", output);
        Assert.Equal(0, (await OnlyClientAsync()).GetProperty("secrets").GetInt32());
    }

    [Fact]
    public async Task The_form_of_Okta_is_filled_in_with_a_token()
    {
        var form = Form(await CreateAsync("--for", "okta", "--base-url", $"{Base}/scim/v2/"), "SCIM connector base URL");

        Assert.Equal(
            [
                "SCIM connector base URL            https://scim.example.com/scim/v2",
                "Unique identifier field for users  userName",
                "Supported provisioning actions     Import New Users and Profile Updates, Push New Users, Push Profile Updates",
                "Authentication Mode                HTTP Header",
            ],
            form.SkipLast(1));
        await AssertLetsInAsync(form[^1]["Authorization".Length..].Trim());
        var client = await OnlyClientAsync();
        Assert.Equal((25, 50, "sliding", 31_556_952), Limits(client));
        Assert.Equal(JsonValueKind.Null, client.GetProperty("newestSecretExpires").ValueKind);
    }

    [Fact]
    public async Task The_form_of_OneLogin_is_filled_in_with_its_template_and_a_token()
    {
        var form = Form(await CreateAsync("--for", "onelogin", "--base-url", Base), "SCIM Base URL");

        Assert.Equal(["SCIM Base URL       https://scim.example.com/scim/v2", "SCIM JSON Template"], form.Take(2));
        Assert.Equal("{$parameters.scimusername}", Text(JsonElement.Parse(string.Join('\n', form.Skip(2).SkipLast(1))), "userName"));
        await AssertLetsInAsync(form[^1]["SCIM Bearer Token".Length..].Trim());
    }

    [Theory]
    [InlineData("entra")]
    [InlineData("okta")]
    [InlineData("onelogin")]
    public async Task Where_the_address_is_not_known_the_fields_say_which_option_fills_it(string connector)
    {
        var output = await CreateAsync("--for", connector);

        Assert.Contains("https://HOST/scim/v2", output, StringComparison.Ordinal);
        Assert.EndsWith("Put the name of your host in place of HOST; --base-url or SCIM_BASE_URL fills it in.", output.TrimEnd());
    }

    [Fact]
    public async Task A_script_gets_the_token_and_the_addresses_as_json()
    {
        var okta = await _cli.JsonAsync("client", "create", "--account", "acme", "--for", "okta", "--base-url", Base);
        await AssertLetsInAsync(Text(okta, "token"));
        Assert.Equal(
            ($"{Base}/scim/v2", $"{Base}/oauth/token", false),
            (Text(okta, "scimUrl"), Text(okta, "tokenUrl"), okta.GetProperty("federated").GetBoolean()));

        var plain = await _cli.JsonAsync("client", "create", "--account", "acme");
        Assert.False(plain.TryGetProperty("token", out _));
        Assert.All(
            ["scimUrl", "tokenUrl", "secretExpires"], name => Assert.Equal(JsonValueKind.Null, plain.GetProperty(name).ValueKind));

        var federated = await _cli.JsonAsync(["client", "create", "--account", "acme", .. Federation]);
        Assert.True(federated.GetProperty("federated").GetBoolean());
        Assert.Equal(JsonValueKind.Null, federated.GetProperty("secret").ValueKind);
    }

    [Theory]
    [InlineData("https://a.example.com", "https://a.example.com/scim/v2")]
    [InlineData("https://a.example.com/x/SCIM/v2", "https://a.example.com/x/scim/v2")]
    [InlineData("http://localhost:7071/", "http://localhost:7071/scim/v2")]
    public async Task The_address_may_be_a_setting(string setting, string scimUrl)
    {
        string[] args = ["client", "create", "--account", "acme", "--json", .. await _cli.OnTablesAsync()];

        var result = await Cli.RunBareAsync(args, ("SCIM_BASE_URL", setting));

        Assert.Equal(scimUrl, Text(JsonElement.Parse(result.Output), "scimUrl"));
        var other = await Cli.RunBareAsync([.. args, "--base-url", Base], ("SCIM_BASE_URL", setting));
        Assert.Equal($"{Base}/scim/v2", Text(JsonElement.Parse(other.Output), "scimUrl"));
    }

    [Fact]
    public async Task A_setting_that_is_no_address_is_refused()
    {
        var result = await Cli.RunBareAsync(
            ["client", "create", "--account", "acme", .. await _cli.OnTablesAsync()], ("SCIM_BASE_URL", "http://scim.example.com"));

        result.AssertRefused(2, "SCIM_BASE_URL takes an https address");
    }

    [Fact]
    public async Task What_is_given_beside_the_connector_is_taken()
    {
        await CreateAsync(
            "--for", "entra", "--rate", "100", "--burst", "10", "--token-lifetime", "6h", "--secret-expires", "1096d");

        var client = await OnlyClientAsync();
        Assert.Equal((100, 10, "fixed", 21_600), Limits(client));
        Assert.Equal(
            client.GetProperty("newestSecret").GetDateTimeOffset().AddDays(1096),
            client.GetProperty("newestSecretExpires").GetDateTimeOffset());
    }

    [Theory]
    [InlineData("--for takes: entra, okta, onelogin.", "--for", "Entra")]
    [InlineData("takes secrets that expire after 1 to 3 years", "--for", "entra", "--secret-expires", "364d")]
    [InlineData("takes secrets that expire after 1 to 3 years", "--for", "entra", "--secret-expires", "1097d")]
    [InlineData("takes tokens of a fixed lifetime only", "--for", "entra", "--token-policy", "sliding")]
    [InlineData("needs at least 25 requests per second", "--for", "entra", "--rate", "24")]
    [InlineData("keeps one token", "--for", "okta", "--token-policy", "fixed")]
    [InlineData("--base-url takes an https address", "--base-url", "scim.example.com")]
    [InlineData("--base-url takes an https address", "--base-url", "http://scim.example.com")]
    [InlineData("--base-url takes an https address", "--base-url", "https://u:p@scim.example.com")]
    [InlineData("--base-url takes an https address", "--base-url", "https://scim.example.com/?a=b")]
    public async Task What_a_connector_does_not_take_is_a_misuse(string why, params string[] options)
    {
        await _cli.RefusesAsync(2, why, ["client", "create", "--account", "acme", .. options]);

        Assert.Equal(0, (await _cli.JsonAsync("client", "list")).GetArrayLength());
    }

    [Fact]
    public Task A_connector_without_federation_is_not_federated() => _cli.RefusesAsync(
        2, "OneLogin has no workload identity federation.", ["client", "create", "--account", "acme", "--for", "onelogin", .. Federation]);

    [Fact]
    public async Task A_token_that_cannot_be_issued_does_not_lose_the_secret()
    {
        await using var proxy = await StorageProxy.StartAsync(await AzuriteInstance.GetProcessAsync());
        proxy.Forbids = request => request.Method == "POST" && request.Path.Value!.EndsWith("Tokens", StringComparison.Ordinal);
        _cli.ConnectionString = proxy.ConnectionString;

        var result = await _cli.RunAsync("client", "create", "--account", "acme", "--for", "okta", "--json");

        var made = JsonElement.Parse(result.Output);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(JsonValueKind.Null, made.GetProperty("token").ValueKind);
        Assert.Equal(43, Text(made, "secret").Length);
        Assert.Contains($"scim token issue {Text(made, "client")}", result.Error, StringComparison.Ordinal);
    }

    private static string Text(JsonElement answer, string member) => answer.GetProperty(member).GetString()!;

    private static (double Rate, int Burst, string Policy, int Seconds) Limits(JsonElement client) => (
        client.GetProperty("requestsPerSecond").GetDouble(), client.GetProperty("burst").GetInt32(), Text(client, "tokenPolicy"),
        client.GetProperty("tokenLifetimeSeconds").GetInt32());

    /// <summary>The lines of the form, which come after the client.</summary>
    private static List<string> Form(string output, string firstField) =>
        [.. output.TrimEnd().Split('\n').SkipWhile(line => !line.StartsWith(firstField, StringComparison.Ordinal))];

    private static string Shown(string output, string name) =>
        output.Split('\n').Single(line => line.StartsWith($"{name}  ", StringComparison.Ordinal))[name.Length..].Trim();

    private async Task<string> CreateAsync(params string[] options)
    {
        var result = await _cli.RunAsync(["client", "create", "--account", "acme", .. options]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result.Output.ReplaceLineEndings("\n");
    }

    private async Task<JsonElement> OnlyClientAsync() => Assert.Single((await _cli.JsonAsync("client", "list")).EnumerateArray());

    private async Task AssertLetsInAsync(string token)
    {
        await using var services = await _cli.ServicesAsync();
        var sent = await services.GetRequiredService<Authenticator>().AuthenticateAsync(
            token, () => ClientAddress.Shared, storage: null, Cancel);
        Assert.NotNull(sent.Caller);
    }
}
