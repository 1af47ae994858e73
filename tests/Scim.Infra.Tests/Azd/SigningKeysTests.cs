using Scim.Events.Signing;
using Scim.Infra.Tests.Bicep;
using Scim.Testing;

namespace Scim.Infra.Tests.Azd;

/// <summary>
/// The hook that stores the keys that sign events. A script stands for the Azure CLI, whose vault is a file. Where the hook calls
/// <c>dotnet run</c>, the command line that was built beside this test runs.
/// </summary>
public sealed class SigningKeysTests : IDisposable
{
    private const string LastLine =
        "The keys that sign events are not in place; nothing else is held up. Mend the cause, then run: azd hooks run postprovision";

    // What the Azure CLI says, in the words that matter.
    private const string NoRole =
        "(Forbidden) Caller is not authorized to perform action on resource. Inner error: { code: ForbiddenByRbac }";
    private const string NoWay = "(Forbidden) Public network access is disabled. Inner error: { code: ForbiddenByConnection }";

    private readonly HookRun _hook = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shells => HookRun.Shells;

    private string Secret => Path.Combine(_hook.Folder, "secret");

    private string Temporary => Path.Combine(_hook.Folder, "temporary");

    public void Dispose() => _hook.Dispose();

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_key_of_each_algorithm_is_stored_and_the_app_told(string shell)
    {
        var (exitCode, output, error) = await RunAsync(shell);
        Assert.Equal((0, ""), (exitCode, error));
        await BothAreStoredAsync();
        Assert.Equal("Stored keys to sign events in the key vault, as the secret 'events-signing-keys'.", output.TrimEnd());

        var asked = await AskedAsync();
        Assert.Contains(asked, line => line.StartsWith(
            "keyvault secret set --subscription 44444444 --vault-name kv-scim-test --name events-signing-keys --file ",
            StringComparison.Ordinal));
        Assert.Contains(
            "--url /subscriptions/44444444/resourceGroups/rg-test/providers/Microsoft.Web/sites/scim-test/" +
            "config/configreferences/appsettings/refresh?api-version=2022-03-01 ",
            asked[^1],
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Keys_are_never_replaced(string shell)
    {
        await File.WriteAllTextAsync(Secret, "older", Cancel);
        var (exitCode, output, error) = await RunAsync(shell);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("The key vault has keys that sign events.", output, StringComparison.Ordinal);
        Assert.Equal("older", await File.ReadAllTextAsync(Secret, Cancel));
        Assert.Single(await AskedAsync());
    }

    /// <summary>Neither in the output, which a pipeline keeps, nor in a file, whether it succeeds or not.</summary>
    [Theory]
    [MemberData(nameof(Shells))]
    public async Task No_key_is_left_behind(string shell)
    {
        foreach (var failing in new[] { "", "yes" })
        {
            var (exitCode, output, error) = await RunAsync(shell, ("SET_FAILS", failing));
            Assert.Equal(failing == "" ? 0 : 1, exitCode);
            Assert.DoesNotContain("PRIVATE KEY", output + error, StringComparison.Ordinal);
            Assert.All(
                Directory.EnumerateFiles(Temporary, "*", SearchOption.AllDirectories),
                file => Assert.DoesNotContain("PRIVATE KEY", File.ReadAllText(file), StringComparison.Ordinal));
            File.Delete(Secret);
        }
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_waits_for_the_role_to_take_effect(string shell)
    {
        await RefuseAsync(NoRole, NoRole);
        var (exitCode, output, error) = await RunAsync(shell);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(2, output.Split("Waiting for the role assignment").Length - 1);
        await BothAreStoredAsync();
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_gives_up_when_its_time_is_over(string shell)
    {
        await RefuseAsync(NoRole, NoRole);
        var (exitCode, output, error) = await RunAsync(shell, ("SCIM_WAIT_SECONDS", "0"));
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal([NoRole, "It still does after 0 seconds. Check the role.", LastLine], Lines(error));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Where_no_way_leads_to_the_vault_it_says_what_to_run_inside(string shell)
    {
        await RefuseAsync(NoWay);
        var (exitCode, output, error) = await RunAsync(shell);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("from inside the virtual network only", output, StringComparison.Ordinal);
        Assert.Contains($"infra/hooks/signing-keys.{(shell == "sh" ? "sh" : "ps1")}", output, StringComparison.Ordinal);
        Assert.All(["44444444", "rg-test", "scim-test", "kv-scim-test"], value => Assert.Contains(value, output, StringComparison.Ordinal));
        Assert.False(File.Exists(Secret));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Another_failure_is_said_at_once(string shell)
    {
        await RefuseAsync("Please run 'az login' to setup account.");
        var (exitCode, output, error) = await RunAsync(shell);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal(["Please run 'az login' to setup account.", LastLine], Lines(error));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Without_keys_nothing_is_stored(string shell)
    {
        var (exitCode, _, error) = await RunAsync(shell, ("KEYS_FAIL", "yes"));
        Assert.Equal(1, exitCode);
        Assert.Equal(["No keys.", LastLine], Lines(error));
        Assert.False(File.Exists(Secret));
    }

    /// <summary>The role of the app takes as long to take effect as that of the operator.</summary>
    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_waits_until_the_app_reads_the_keys(string shell)
    {
        await File.WriteAllLinesAsync(Path.Combine(_hook.Folder, "statuses"), ["AccessToKeyVaultDenied", "AccessToKeyVaultDenied"], Cancel);
        var (exitCode, output, error) = await RunAsync(shell);
        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(2, output.Split("Waiting for the app to read the keys").Length - 1);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task An_app_that_does_not_read_them_yet_is_told_of_and_fails_nothing(string shell)
    {
        await File.WriteAllLinesAsync(Path.Combine(_hook.Folder, "statuses"), ["AccessToKeyVaultDenied"], Cancel);
        var (exitCode, _, error) = await RunAsync(shell, ("SCIM_WAIT_SECONDS", "0"));
        Assert.Equal(0, exitCode);
        Assert.Equal(
            [
                "AccessToKeyVaultDenied",
                "The app has not read the keys yet. It tries again within a day, and whenever one of its settings is changed.",
            ],
            Lines(error));
        await BothAreStoredAsync();
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Without_a_deployment_it_says_what_to_do(string shell)
    {
        foreach (var name in new[] { "SCIM_KEY_VAULT_NAME", "AZURE_SUBSCRIPTION_ID", "AZURE_RESOURCE_GROUP", "SCIM_APP_NAME" })
        {
            var (exitCode, output, error) = await RunAsync(shell, (name, ""));
            Assert.NotEqual(0, exitCode);
            Assert.Equal("", output);
            Assert.Contains($"{name}: is not set: run azd provision first", error, StringComparison.Ordinal);
            Assert.EndsWith(LastLine, error.TrimEnd(), StringComparison.Ordinal);
        }
    }

    /// <summary>The names of the secret and of the setting stand in the hook and in the template.</summary>
    [Fact]
    public void The_app_reads_the_secret_that_the_hook_writes()
    {
        var setting = Assert.Single(
            Snapshot.AppSettings("small"), setting => setting.Value.Contains("@Microsoft.KeyVault(", StringComparison.Ordinal));
        Assert.Contains("secrets/events-signing-keys)'", setting.Value, StringComparison.Ordinal); // Without a version: the newest is read.
        foreach (var hook in new[] { "signing-keys.sh", "signing-keys.ps1" })
        {
            var text = File.ReadAllText(Path.Combine(Repository.Root, "infra", "hooks", hook));
            Assert.Contains("events-signing-keys", text, StringComparison.Ordinal);
            Assert.Contains($"'{setting.Key}'", text, StringComparison.Ordinal);
        }
    }

    private static string[] Lines(string text) => text.Trim().ReplaceLineEndings("\n").Split('\n');

    private Task RefuseAsync(params string[] refusals) =>
        File.WriteAllLinesAsync(Path.Combine(_hook.Folder, "refusals"), refusals, Cancel);

    private async Task BothAreStoredAsync()
    {
        var keys = SigningKeySetting.Read(await File.ReadAllTextAsync(Secret, Cancel));
        Assert.Equal(["ES256", "RS256"], keys.Select(key => key.Algorithm));
    }

    private Task<string[]> AskedAsync() => File.ReadAllLinesAsync(Path.Combine(_hook.Folder, "asked"), Cancel);

    private async Task<HookResult> RunAsync(string shell, params (string Name, string Value)[] variables)
    {
        Directory.CreateDirectory(Temporary);
        await _hook.WriteScriptAsync("az", AzureCli);
        await _hook.WriteScriptAsync("dotnet", OperatorCli);
        return await _hook.RunAsync(
            "signing-keys",
            shell,
            [
                ("STATE", _hook.Folder), ("TMPDIR", Temporary), ("SET_FAILS", ""), ("KEYS_FAIL", ""), ("AZURE_SUBSCRIPTION_ID", "44444444"),
                ("AZURE_RESOURCE_GROUP", "rg-test"), ("SCIM_APP_NAME", "scim-test"), ("SCIM_KEY_VAULT_NAME", "kv-scim-test"), .. variables,
            ]);
    }

    private const string AzureCli =
        """
        echo "$@" >> "$STATE/asked"
        take() { # the first line of a file, which it loses
          line=$(head -n 1 "$STATE/$1" 2>/dev/null)
          [ -n "$line" ] || return 1
          sed 1d "$STATE/$1" > "$STATE/rest"
          mv "$STATE/rest" "$STATE/$1"
        }
        case "$1 $3" in
          'keyvault show')
            if take refusals; then echo "$line" >&2; exit 1; fi
            [ -f "$STATE/secret" ] || { echo '(SecretNotFound) A secret was not found in this key vault.' >&2; exit 3; }
            echo 'https://kv-scim-test.example.com/secrets/events-signing-keys/1' ;;
          'keyvault set')
            [ -z "$SET_FAILS" ] || { echo '(Conflict) The secret is deleted but recoverable.' >&2; exit 1; }
            while [ "$1" != --file ]; do shift; done
            cp "$2" "$STATE/secret" ;;
          'rest post')
            take statuses || line=Resolved
            case "$*" in
              *'--output tsv'*) echo "$line" ;;
              *) echo "{\"value\":[{\"name\":\"Events__SigningKeys\",\"properties\":{\"status\":\"$line\"}}]}" ;;
            esac ;;
          *) exit 99 ;;
        esac
        """;

    private static string OperatorCli =>
        $$"""
        [ "$1" = run ] || exec "$REAL_DOTNET" "$@"
        [ "$1 $2 $3 $4" = "run --project src/Scim.Cli --" ] || exit 99
        shift 4
        [ -z "$KEYS_FAIL" ] || { echo 'No keys.' >&2; exit 1; }
        exec "$REAL_DOTNET" "{{HookRun.CommandLine}}" "$@"
        """;
}
