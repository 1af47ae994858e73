using Scim.Testing;

namespace Scim.Cli.Tests.Connection;

public sealed class ConnectionTests
{
    private const string Nobody =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=c2VjcmV0;TableEndpoint=http://127.0.0.1:1/devstoreaccount1;";

    [Fact]
    public async Task The_settings_of_the_hosts_are_taken_and_the_command_line_goes_before_them()
    {
        var azurite = (await AzuriteInstance.GetProcessAsync()).ConnectionString;
        var prefix = AzuriteInstance.NewTablePrefix();

        var bySettings = await Cli.RunBareAsync(
            ["account", "create", "acme", "--licences", "1"],
            ("TableStorage:ConnectionString", azurite), ("TableStorage:TablePrefix", prefix));
        var byLine = await Cli.RunBareAsync(
            ["account", "show", "acme", "--connection", azurite],
            ("TableStorage:Endpoint", "https://nobody.invalid"), ("TableStorage:TablePrefix", prefix));

        Assert.Equal((0, 0), (bySettings.ExitCode, byLine.ExitCode));
        Assert.Contains("acme", byLine.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storage_that_does_not_answer_is_named_and_its_key_is_not()
    {
        var result = await Cli.RunBareAsync(["account", "list", "--connection", Nobody]);

        result.AssertRefused(1, "The table storage at http://127.0.0.1:1/devstoreaccount1 does not answer.");
        Assert.DoesNotContain("c2VjcmV0", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_a_refusal()
    {
        var azurite = await AzuriteInstance.GetProcessAsync();

        var result = await Cli.RunBareAsync(
            ["account", "list", "--connection", Nobody.Replace(":1/", $":{azurite.Port}/", StringComparison.Ordinal)]);

        result.AssertRefused(1, "refuses access");
    }

    [Theory]
    [InlineData("ConnectionString is no storage connection string.", "--connection", "nonsense")]
    [InlineData("Endpoint must be an absolute https address.", "--endpoint", "http://name.table.core.windows.net")]
    [InlineData("--endpoint must be an https address", "--endpoint", "https://")]
    [InlineData("--endpoint must be an https address", "--endpoint", "https://[::")]
    [InlineData("--endpoint must be an https address", "--endpoint", "http://x:99999999")]
    [InlineData("--endpoint must be an https address", "--endpoint", "name.table.core.windows.net")]
    [InlineData("Set exactly one", "--endpoint", "https://name.table.core.windows.net", "--connection", Nobody)]
    [InlineData("TablePrefix must be", "--connection", Nobody, "--table-prefix", "1x")]
    public async Task A_wrong_address_is_wrong_use(string why, params string[] options) =>
        (await Cli.RunBareAsync(["account", "list", .. options])).AssertRefused(2, why);

    [Fact]
    public async Task A_wrong_setting_is_wrong_use() =>
        (await Cli.RunBareAsync(["account", "list"], ("TableStorage:Endpoint", "https://[::"))).AssertRefused(2, "'TableStorage:Endpoint'");
}
