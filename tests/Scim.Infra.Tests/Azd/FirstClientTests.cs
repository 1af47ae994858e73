using Scim.Storage.Tables;
using Scim.Testing;

namespace Scim.Infra.Tests.Azd;

/// <summary>
/// The hook that makes the first account and client, on Azurite. Where it calls <c>dotnet run</c>, the command line that was built beside
/// this test runs; it is led to Azurite in place of the endpoint, and may be made to refuse access.
/// </summary>
public sealed class FirstClientTests : IDisposable
{
    private const string LastLine =
        "The first account and client are not complete; nothing else is held up. Mend the cause, then run: azd hooks run postprovision";
    private const string Endpoint = "https://tables.example.com/";

    private readonly HookRun _hook = new();
    private readonly string _prefix = AzuriteInstance.NewTablePrefix();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Refusals => Path.Combine(_hook.Folder, "refusals");

    public static TheoryData<string> Shells => HookRun.Shells;

    public void Dispose() => _hook.Dispose();

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task The_secret_is_shown_once(string shell)
    {
        var (exitCode, first, error) = await RunAsync(shell);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Created the account 'main'.", first, StringComparison.Ordinal);
        Assert.Matches("(?m)^secret +[^ ]{20,}", first);
        Assert.Matches("(?m)^Tenant URL: https://app[.]example[.]com/scim/v2", first);

        (exitCode, var second, error) = await RunAsync(shell);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("The account 'main' exists.", second, StringComparison.Ordinal);
        Assert.Contains("has a client already", second, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)^secret ", second);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task The_account_is_named_by_the_environment(string shell)
    {
        var (exitCode, output, _) = await RunAsync(shell, ("SCIM_ACCOUNT", "acme"), ("SCIM_LICENCES", "250"));
        Assert.Equal(0, exitCode);
        Assert.Contains("Created the account 'acme'.", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task The_first_client_may_be_for_a_connector(string shell)
    {
        var (exitCode, output, error) = await RunAsync(shell, ("SCIM_CLIENT_FOR", "entra"));
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches("(?m)^Authentication method  OAuth2 client credentials grant", output);
        Assert.Matches("(?m)^Tenant URL             https://app[.]example[.]com/scim/v2", output);
        Assert.Matches("(?m)^Token Endpoint         https://app[.]example[.]com/oauth/token", output);
        Assert.Matches("(?m)^Client Secret          [^ ]{20,}", output);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_connector_that_is_not_known_is_said_in_one_line(string shell)
    {
        var (exitCode, output, error) = await RunAsync(shell, ("SCIM_CLIENT_FOR", "Entra ID"));
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal(["SCIM_CLIENT_FOR takes entra, okta or onelogin.", LastLine], error.Trim().ReplaceLineEndings("\n").Split('\n'));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Where_a_command_is_printed_it_names_the_connector(string shell)
    {
        foreach (var where in new[] { "CI", "SCIM_PRIVATE_NETWORK" })
        {
            var (exitCode, output, error) = await RunAsync(shell, (where, "true"), ("SCIM_CLIENT_FOR", "okta"));
            Assert.Equal((0, ""), (exitCode, error));
            Assert.Contains(
                $"client create --account main --for okta --base-url https://app.example.com/scim/v2 --endpoint {Endpoint} --table-prefix ",
                output,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_waits_for_the_role_to_take_effect(string shell)
    {
        await File.WriteAllTextAsync(Refusals, "rr", Cancel);
        var (exitCode, output, error) = await RunAsync(shell);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(2, output.Split("Waiting for the role assignment").Length - 1);
        Assert.Contains("Created the account", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_gives_up_when_its_time_is_over(string shell)
    {
        await File.WriteAllTextAsync(Refusals, "rr", Cancel);
        var (exitCode, output, error) = await RunAsync(shell, ("SCIM_WAIT_SECONDS", "0"));
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("refuses access (AuthorizationPermissionMismatch)", error, StringComparison.Ordinal);
        Assert.Contains("It still does after 0 seconds.", error, StringComparison.Ordinal);
        Assert.EndsWith(LastLine, error.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_does_not_wait_for_somebody_to_sign_in(string shell)
    {
        await File.WriteAllTextAsync(Refusals, "rr", Cancel);
        var refusal = StorageDiagnosis.Refused(Endpoint, "no Azure credential works");
        var (exitCode, output, error) = await RunAsync(shell, ("REFUSAL", refusal));
        Assert.Equal((1, "", $"{refusal}\n{LastLine}"), (exitCode, output, error.Trim()));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task In_a_pipeline_it_prints_no_secret(string shell)
    {
        var (exitCode, output, error) = await RunAsync(shell, ("CI", "true"));
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Created the account 'main'.", output, StringComparison.Ordinal);
        Assert.Contains($"client create --account main --endpoint {Endpoint}", output, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)^secret ", output);

        (exitCode, output, _) = await RunAsync(shell); // No client was made: it is now.
        Assert.Equal(0, exitCode);
        Assert.Matches("(?m)^secret +[^ ]{20,}", output);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_signs_in_as_azd_does(string shell)
    {
        await RunAsync(shell);
        Assert.Equal("AzureDeveloperCliCredential", await File.ReadAllTextAsync(Path.Combine(_hook.Folder, "credentials"), Cancel));

        await RunAsync(shell, ("AZURE_TOKEN_CREDENTIALS", "AzureCliCredential"));
        Assert.Equal("AzureCliCredential", await File.ReadAllTextAsync(Path.Combine(_hook.Folder, "credentials"), Cancel));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Another_failure_is_said_at_once(string shell)
    {
        var (exitCode, output, error) = await RunAsync(shell, ("SCIM_TABLE_PREFIX", "1"));
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("TablePrefix must be", error, StringComparison.Ordinal);
        Assert.EndsWith(LastLine, error.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Without_a_deployment_it_says_what_to_do(string shell)
    {
        var (exitCode, output, error) = await RunAsync(shell, ("SCIM_TABLE_ENDPOINT", ""));
        Assert.NotEqual(0, exitCode);
        Assert.Equal("", output);
        Assert.Contains("is not set: run azd provision first", error, StringComparison.Ordinal);
        Assert.EndsWith(LastLine, error.TrimEnd(), StringComparison.Ordinal);
    }

    /// <summary>azd signs in to the home tenant of the operator unless it is told another.</summary>
    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_signs_in_to_the_tenant_of_the_subscription(string shell)
    {
        const string Tenant = "33333333-3333-3333-3333-333333333333";
        var asked = Path.Combine(_hook.Folder, "asked");
        await _hook.WriteScriptAsync("azd", $"echo \"$@\" > '{asked}'; exit 1");
        var (exitCode, _, _) = await RunAsync(shell, ("AZURE_TENANT_ID", Tenant), ("CONNECTION", ""));
        Assert.Equal(1, exitCode);
        Assert.Contains($"--tenant-id {Tenant}", await File.ReadAllTextAsync(asked, Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task In_a_private_network_it_says_what_to_run_there(string shell)
    {
        var (exitCode, output, error) = await RunAsync(shell, ("SCIM_PRIVATE_NETWORK", "true"));
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains(
            $"dotnet run --project src/Scim.Cli -- client create --account main --endpoint {Endpoint} --table-prefix {_prefix}",
            output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }

    private async Task<HookResult> RunAsync(string shell, params (string Name, string Value)[] variables)
    {
        await WriteStandInAsync();
        (string Name, string Value)[] all =
        [
            ("REFUSALS", Refusals), ("REFUSAL", StorageDiagnosis.Refused(Endpoint, "AuthorizationPermissionMismatch")),
            ("CONNECTION", (await AzuriteInstance.GetProcessAsync()).ConnectionString),
            ("SCIM_TABLE_ENDPOINT", Endpoint), ("SCIM_TABLE_PREFIX", _prefix),
            ("CREDENTIALS", Path.Combine(_hook.Folder, "credentials")), ("AZURE_TOKEN_CREDENTIALS", ""), ("SCIM_CLIENT_FOR", ""),
            ("SCIM_BASE_URL", "https://app.example.com/scim/v2"), ("SCIM_TOKEN_URL", "https://app.example.com/oauth/token"),
            .. variables,
        ];
        return await _hook.RunAsync("first-client", shell, all);
    }

    // What was built beside this test stands for what dotnet run would build. Without a connection to Azurite it goes to the endpoint.
    private Task WriteStandInAsync() => _hook.WriteScriptAsync(
        "dotnet",
        $$"""
        [ "$1" = run ] || exec "$REAL_DOTNET" "$@"
        [ "$1 $2 $3 $4" = "run --project src/Scim.Cli --" ] || exit 99
        shift 4
        printf %s "$AZURE_TOKEN_CREDENTIALS" > "$CREDENTIALS"
        if [ -s "$REFUSALS" ]; then
          left=$(cat "$REFUSALS")
          printf %s "${left#r}" > "$REFUSALS"
          echo "$REFUSAL" >&2
          exit 1
        fi
        [ -n "$CONNECTION" ] || exec "$REAL_DOTNET" "{{HookRun.CommandLine}}" "$@"
        for argument do
          shift
          case $argument in
            --endpoint) set -- "$@" --connection ;;
            "$SCIM_TABLE_ENDPOINT") set -- "$@" "$CONNECTION" ;;
            *) set -- "$@" "$argument" ;;
          esac
        done
        exec "$REAL_DOTNET" "{{HookRun.CommandLine}}" "$@"
        """);
}
