using System.Text.Json;

namespace Scim.Cli.Tests.Clients;

/// <summary>A client that an identity provider's assertions authenticate.</summary>
public sealed class FederatedClientTests : IAsyncLifetime
{
    private const string Issuer = "https://login.example.com/t/v2.0";
    private const string Keys = "https://login.example.com/keys";

    private readonly Cli _cli = new();

    public async ValueTask InitializeAsync() => await _cli.JsonAsync("account", "create", "acme", "--licences", "5");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task It_is_shown_with_whom_it_trusts()
    {
        var created = await _cli.JsonAsync(Command("--tenant", "t"));
        var id = created.GetProperty("client").GetString()!;

        var shown = await _cli.JsonAsync("client", "show", id);
        Assert.Equal(
            [Issuer, "s", "api://app", Keys, "t"],
            new[] { "issuer", "subject", "audience", "jwks", "tenant" }.Select(name => shown.GetProperty(name).GetString()));
        Assert.Equal((true, 0), (shown.GetProperty("federated").GetBoolean(), shown.GetProperty("secrets").GetInt32()));
        Assert.Matches($"(?m)^issuer +{Issuer} *$", (await _cli.RunAsync("client", "show", id)).Output);
        Assert.Matches($"{id} +acme +4/s, 4 +federated", (await _cli.RunAsync("client", "list")).Output);
        await _cli.RefusesAsync(1, "has no secret", "client", "rotate-secret", id);
        await _cli.RefusesAsync(1, "one secret only", "client", "drop-old-secret", id, "--yes");
    }

    [Fact]
    public async Task Keys_of_this_machine_may_be_had_by_http()
    {
        var result = await _cli.RunAsync([.. Command()[..^1], "http://127.0.0.1:9/keys", "--json"]);

        Assert.Equal((0, "Only the local host fetches keys by http.\n"), (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
        Assert.Equal(JsonValueKind.Null, JsonElement.Parse(result.Output).GetProperty("secret").ValueKind);
    }

    [Theory]
    [InlineData("--secret-expires does not go with --federated", "--secret-expires", "365d")]
    [InlineData("The tenant has 1 to 512 characters", "--tenant", "")]
    public Task What_does_not_go_with_it_is_a_misuse(string why, params string[] options) => _cli.RefusesAsync(2, why, Command(options));

    [Theory]
    [InlineData("--issuer", "i")]
    [InlineData("--subject", "s")]
    [InlineData("--audience", "a")]
    [InlineData("--jwks", Keys)]
    [InlineData("--tenant", "t")]
    public async Task Its_options_go_with_it_only(string option, string value)
    {
        await _cli.RefusesAsync(2, $"{option} goes with --federated.", "client", "create", "--account", "acme", option, value);

        if (option == "--tenant") return;
        var without = Command().ToList();
        without.RemoveRange(without.IndexOf(option), 2);
        await _cli.RefusesAsync(2, "--federated needs --issuer, --subject, --audience and --jwks.", [.. without]);
    }

    [Theory]
    [InlineData("The issuer has 1 to 512 characters", "--issuer", "")]
    [InlineData("The issuer has 1 to 512 characters", "--issuer", " https://login.example.com")]
    [InlineData("The subject has 1 to 512 characters", "--subject", "a\u0007b")]
    [InlineData("The audience has 1 to 512 characters", "--audience", "a\n")]
    [InlineData("The address of the keys", "--jwks", "login.example.com/keys")]
    [InlineData("The address of the keys", "--jwks", "http://login.example.com/keys")]
    [InlineData("The address of the keys", "--jwks", "https://user@login.example.com/keys")]
    [InlineData("The address of the keys", "--jwks", "https://login.example.com/keys#a")]
    [InlineData("The address of the keys", "--jwks", "file:///keys")]
    public async Task What_is_out_of_bounds_is_a_misuse(string why, string option, string value)
    {
        var command = Command();
        command[Array.IndexOf(command, option) + 1] = value;

        await _cli.RefusesAsync(2, why, command);
    }

    [Theory]
    [InlineData("--issuer")]
    [InlineData("--subject")]
    [InlineData("--audience")]
    [InlineData("--jwks")]
    public async Task A_text_has_512_characters_at_most(string option)
    {
        var command = Command();
        var longest = (option == "--jwks" ? "https://login.example.com/" : "").PadRight(512, 'x');
        command[Array.IndexOf(command, option) + 1] = longest;
        await _cli.JsonAsync(command);

        command[Array.IndexOf(command, option) + 1] = $"{longest}x";
        await _cli.RefusesAsync(2, "512 characters", command);
    }

    private static string[] Command(params string[] options) =>
    [
        "client", "create", "--account", "acme", "--federated", .. options,
        "--issuer", Issuer, "--subject", "s", "--audience", "api://app", "--jwks", Keys,
    ];
}
