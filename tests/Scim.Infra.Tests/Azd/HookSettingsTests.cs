namespace Scim.Infra.Tests.Azd;

/// <summary>What the hooks say of variables that they cannot take, before they do anything.</summary>
public sealed class HookSettingsTests : IDisposable
{
    private readonly HookRun _hook = new();

    public void Dispose() => _hook.Dispose();

    public static TheoryData<string, string> Hooks
    {
        get
        {
            var hooks = new TheoryData<string, string>();
            foreach (var hook in new[] { "first-client", "signing-keys", "verify" })
            {
                hooks.Add(hook, "sh");
                hooks.Add(hook, "pwsh");
            }
            return hooks;
        }
    }

    [Theory]
    [MemberData(nameof(Hooks))]
    public async Task Seconds_are_whole_and_an_hour_at_most(string hook, string shell)
    {
        await AssertRefusedAsync(hook, shell, "SCIM_WAIT_SECONDS", "5m", "a whole number of seconds from 0 to 3600");
        await AssertRefusedAsync(hook, shell, "SCIM_PAUSE_SECONDS", "3601", "a whole number of seconds from 0 to 3600");
        if (shell != "sh") return;
        foreach (var value in new[] { "-1", "1.5", " 5", "18446744073709551617" })
            await AssertRefusedAsync(hook, shell, "SCIM_WAIT_SECONDS", value, "a whole number of seconds from 0 to 3600");
    }

    [Theory]
    [InlineData("first-client", "sh", "SCIM_PRIVATE_NETWORK")]
    [InlineData("first-client", "pwsh", "SCIM_PRIVATE_NETWORK")]
    [InlineData("verify", "sh", "SCIM_PRIVATE_NETWORK")]
    [InlineData("verify", "sh", "SCIM_VERIFY")]
    [InlineData("verify", "pwsh", "SCIM_VERIFY")]
    public Task What_is_true_or_false_is_nothing_else(string hook, string shell, string variable) =>
        AssertRefusedAsync(hook, shell, variable, "no", "true or false");

    private async Task AssertRefusedAsync(string hook, string shell, string variable, string value, string takes)
    {
        foreach (var program in new[] { "dotnet", "az" })
            await _hook.WriteScriptAsync(program, "exit 99");

        var (exitCode, output, error) = await _hook.RunAsync(
            hook,
            shell,
            ("SCIM_TABLE_ENDPOINT", "https://tables.example.com/"), ("SCIM_BASE_URL", "https://app.example.com/scim/v2"),
            ("SCIM_TOKEN_URL", "https://app.example.com/oauth/token"), ("SCIM_KEY_VAULT_NAME", "vault"), ("SCIM_APP_NAME", "app"),
            ("AZURE_SUBSCRIPTION_ID", "1"), ("AZURE_RESOURCE_GROUP", "group"), ("SCIM_WAIT_SECONDS", "0"), ("SCIM_VERIFY", ""),
            ("SCIM_PRIVATE_NETWORK", ""), (variable, value));

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal($"{variable} takes {takes}.", error.ReplaceLineEndings("\n").Split('\n')[0]);
        Assert.Equal(2, error.Trim().Split('\n').Length); // And what to do then.
    }
}
