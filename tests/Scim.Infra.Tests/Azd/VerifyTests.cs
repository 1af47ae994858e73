using Scim.Testing;

namespace Scim.Infra.Tests.Azd;

/// <summary>
/// The hook that verifies what was deployed. Where it calls <c>dotnet run</c>, a script stands for the command line, but for one test in
/// which that verifies an instance of the service.
/// </summary>
public sealed class VerifyTests : IDisposable
{
    private const string LastLine =
        "The deployed service is not verified; nothing else is held up. Mend the cause, then run: azd hooks run postdeploy";
    private const string Endpoint = "https://tables.example.com/";
    private const string Secret = "the-secret-of-the-client";

    private readonly HookRun _hook = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shells => HookRun.Shells;

    public void Dispose() => _hook.Dispose();

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task The_service_is_verified_by_an_account_that_is_deleted(string shell)
    {
        await using var service = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix());
        await _hook.WriteScriptAsync("dotnet", OperatorCli);

        var (exitCode, output, error) = await RunAsync(
            shell,
            ("SCIM_BASE_URL", service.ScimBase),
            ("SCIM_TOKEN_URL", service.ScimBase.Replace("/scim/v2", "/oauth/token", StringComparison.Ordinal)),
            ("SCIM_TABLE_PREFIX", service.TablePrefix), ("CONNECTION", (await AzuriteInstance.GetProcessAsync()).ConnectionString));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches("(?m)^All: [0-9]{3} hold, 0 wrong, 0 skipped, by [0-9]+ requests[.]", output);
        Assert.DoesNotMatch("(?m)^holds ", output);
        Assert.EndsWith("The deployed service does what connectors and the RFCs want.", output.TrimEnd(), StringComparison.Ordinal);
        var calls = await CallsAsync();
        Assert.StartsWith("account create verify-", calls[0], StringComparison.Ordinal);
        Assert.Equal($"account delete {calls[0].Split(' ')[2]} --yes", calls[^1]);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task What_is_wrong_is_said_and_stops_nothing(string shell)
    {
        var (exitCode, output, error) = await StandInAsync(shell, "1");

        Assert.Equal(1, exitCode);
        Assert.Equal(["wrong    A check of the test: RFC 7644", "All: 1 hold, 1 wrong"], Lines(output));
        Assert.Equal(["Verifying it ...", LastLine], Lines(error));
        Assert.StartsWith("account delete verify-", (await CallsAsync())[^1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_waits_for_the_app_to_answer(string shell)
    {
        var (exitCode, output, error) = await StandInAsync(shell, "2 2 0");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(2, output.Split("Waiting for the app to answer").Length - 1);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_gives_up_when_its_time_is_over(string shell)
    {
        var (exitCode, _, error) = await StandInAsync(shell, "2 2", ("SCIM_WAIT_SECONDS", "0"));

        Assert.NotEqual(0, exitCode);
        Assert.Equal(["Verifying it ...", LastLine], Lines(error));
        Assert.StartsWith("account delete verify-", (await CallsAsync())[^1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task An_account_that_cannot_be_deleted_is_named(string shell)
    {
        var (exitCode, _, error) = await StandInAsync(shell, "0", ("DELETE_FAILS", "yes"));

        Assert.Equal(0, exitCode);
        Assert.Equal("It cannot be deleted.", Lines(error)[0]);
        Assert.Matches("^The account 'verify-[0-9a-f]{12}', .* Run: scim account delete verify-[0-9a-f]{12}$", Lines(error)[1]);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task No_secret_is_shown(string shell)
    {
        foreach (var statuses in new[] { "0", "1" })
        {
            var (_, output, error) = await StandInAsync(shell, statuses);
            Assert.DoesNotContain(Secret, output + error, StringComparison.Ordinal);
        }
        Assert.All(await CallsAsync(), call => Assert.DoesNotContain(Secret, call, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_may_be_left_out(string shell)
    {
        var (exitCode, output, error) = await StandInAsync(shell, "0", ("SCIM_VERIFY", "false"));

        Assert.Equal((0, "The service is not verified: SCIM_VERIFY is false.", ""), (exitCode, output.TrimEnd(), error));
        Assert.Empty(await CallsAsync());
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task In_a_private_network_it_says_what_to_run_there(string shell)
    {
        var (exitCode, output, error) = await StandInAsync(shell, "0", ("SCIM_PRIVATE_NETWORK", "true"));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("verify --url https://app.example.com/scim/v2 --client-id CLIENT", output, StringComparison.Ordinal);
        Assert.Empty(await CallsAsync());
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Without_a_deployment_it_says_what_to_do(string shell)
    {
        foreach (var name in new[] { "SCIM_TABLE_ENDPOINT", "SCIM_BASE_URL", "SCIM_TOKEN_URL" })
        {
            var (exitCode, output, error) = await StandInAsync(shell, "0", (name, ""));
            Assert.NotEqual(0, exitCode);
            Assert.Equal("", output);
            Assert.Contains("is not set: run azd provision first", error, StringComparison.Ordinal);
            Assert.EndsWith(LastLine, error.TrimEnd(), StringComparison.Ordinal);
        }
    }

    private static string[] Lines(string text) => text.Trim().ReplaceLineEndings("\n").Split('\n');

    private async Task<string[]> CallsAsync()
    {
        var file = Path.Combine(_hook.Folder, "calls");
        return File.Exists(file) ? await File.ReadAllLinesAsync(file, Cancel) : [];
    }

    private async Task<HookResult> StandInAsync(string shell, string statuses, params (string Name, string Value)[] variables)
    {
        await _hook.WriteScriptAsync("dotnet", Script);
        await File.WriteAllTextAsync(Path.Combine(_hook.Folder, "statuses"), statuses, Cancel);
        return await RunAsync(
            shell,
            [
                ("SCIM_BASE_URL", "https://app.example.com/scim/v2"), ("SCIM_TOKEN_URL", "https://app.example.com/oauth/token"),
                .. variables,
            ]);
    }

    private Task<HookResult> RunAsync(string shell, params (string Name, string Value)[] variables) => _hook.RunAsync(
        "verify",
        shell,
        [
            ("STATE", _hook.Folder), ("SCIM_TABLE_ENDPOINT", Endpoint), ("SCIM_TABLE_PREFIX", "Scim"), ("AZURE_TOKEN_CREDENTIALS", ""),
            ("SCIM_VERIFY", ""), ("SCIM_PRIVATE_NETWORK", ""), ("DELETE_FAILS", ""), .. variables,
        ]);

    private const string Call =
        """
        [ "$1" = run ] || exec "$REAL_DOTNET" "$@"
        [ "$1 $2 $3 $4" = "run --project src/Scim.Cli --" ] || exit 99
        shift 4
        case "$*" in *" --endpoint "*) ;; *) exit 98 ;; esac
        line=$*
        echo "${line%% --endpoint*}" >> "$STATE/calls"
        """;

    // A status after another, as the first of a line of them.
    private const string Script =
        $$"""
        {{Call}}
        case "$1 $2" in
          'account create') ;;
          'account delete') [ -z "$DELETE_FAILS" ] || { echo 'It cannot be deleted.' >&2; exit 1; } ;;
          'client create') echo '{"client":"01a2","account":"verify-1","secret":"{{Secret}}"}' ;;
          verify*)
            [ "$SCIM_CLIENT_SECRET" = {{Secret}} ] || exit 97
            read -r status rest < "$STATE/statuses"
            echo "$rest" > "$STATE/statuses"
            echo 'Verifying it ...' >&2
            [ "$status" = 2 ] && exit 2
            echo 'holds    Another: RFC 7643'
            [ "$status" = 1 ] && echo 'wrong    A check of the test: RFC 7644'
            echo "All: 1 hold, $status wrong"
            exit "$status" ;;
          *) exit 96 ;;
        esac
        """;

    /// <summary>
    /// The command line that was built beside this test, led to Azurite, at a rate at which it takes seconds. The account is not deleted,
    /// which takes half a minute.
    /// </summary>
    private static string OperatorCli =>
        $$"""
        {{Call}}
        [ "$1 $2" = 'account delete' ] && exit 0
        for argument do
          shift
          case $argument in
            --endpoint) set -- "$@" --connection ;;
            "$SCIM_TABLE_ENDPOINT") set -- "$@" "$CONNECTION" ;;
            20) set -- "$@" 10000 ;;
            *) set -- "$@" "$argument" ;;
          esac
        done
        exec "$REAL_DOTNET" "{{HookRun.CommandLine}}" "$@"
        """;
}
