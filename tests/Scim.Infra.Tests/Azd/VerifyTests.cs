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
        Assert.Equal(["wrong    A check of the test: RFC 7644", "All: 1 hold, 1 wrong"], Lines(output)[2..]);
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

    /// <summary>What the command line says of an app that does not answer yet, and of credentials that are refused.</summary>
    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_waits_for_nothing_else(string shell)
    {
        await using var service = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix());
        await _hook.WriteScriptAsync("dotnet", CliWithoutCreation);
        using var app = new AnswersInTurn(null, "404 Not Found", "503 Service Unavailable", "401 Unauthorized");

        var (exitCode, output, error) = await RunAsync(
            shell,
            ("SCIM_BASE_URL", $"{app.Address}/scim/v2"), ("SCIM_TOKEN_URL", $"{app.Address}/oauth/token"),
            ("SCIM_TABLE_PREFIX", service.TablePrefix), ("CONNECTION", (await AzuriteInstance.GetProcessAsync()).ConnectionString));

        Assert.Equal((2, 3), (exitCode, output.Split("Waiting for the app to answer").Length - 1));
        Assert.Equal(2, Lines(error).Length); // The account that the test has not made is not named.
        Assert.Contains("gives no token: it answers 401", Lines(error)[0], StringComparison.Ordinal);
        Assert.StartsWith("account delete verify-", (await CallsAsync())[^1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_gives_up_when_its_time_is_over(string shell)
    {
        var (exitCode, _, error) = await StandInAsync(shell, "2 2", ("SCIM_WAIT_SECONDS", "0"));

        Assert.NotEqual(0, exitCode);
        Assert.Equal(["Verifying it ...", "https://app.example.com gives no answer.", LastLine], Lines(error));
        Assert.StartsWith("account delete verify-", (await CallsAsync())[^1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task An_account_that_cannot_be_deleted_is_named(string shell)
    {
        var (exitCode, output, error) = await StandInAsync(shell, "0", ("DELETE_FAILS", "It cannot be deleted."));

        Assert.Equal(0, exitCode);
        Assert.Equal("It cannot be deleted.", Lines(error)[0]);
        Assert.Matches("^The account 'verify-[0-9a-f]{12}', .* may still be there. Run:$", Lines(error)[1]);
        AssertDeletes((await CallsAsync())[0], Lines(error)[2]);
        AssertDeletes((await CallsAsync())[0], Lines(output)[1]); // Said first, too: a hook that is killed says nothing at its end.
    }

    /// <summary>A creation that fails may have written, and its account is deleted; unless there is none.</summary>
    [Theory]
    [MemberData(nameof(Shells))]
    public async Task An_account_whose_creation_fails_is_deleted(string shell)
    {
        var (exitCode, _, error) = await StandInAsync(shell, "0", ("CREATE_FAILS", "yes"));

        Assert.Equal(1, exitCode);
        Assert.Equal(["It cannot be created.", LastLine], Lines(error));
        var calls = await CallsAsync();
        Assert.Equal(2, calls.Length);
        Assert.Equal($"account delete {calls[0].Split(' ')[2]} --yes", calls[1]);
    }

    [Theory]
    [InlineData("sh", "INT", 130)]
    [InlineData("sh", "TERM", 143)]
    [InlineData("sh", "HUP", 129)]
    [InlineData("pwsh", "INT", 1)]
    public async Task An_account_is_deleted_when_a_signal_ends_its_creation(string shell, string signal, int expected)
    {
        Assert.SkipWhen(signal == "HUP" && HookRun.IgnoresHangUp, "What runs the tests has them ignore this signal (nohup).");

        var (exitCode, _, error) = await StandInAsync(shell, "0", ("SIGNAL", signal), ("SIGNAL_AT", "create"));

        Assert.Equal((expected, LastLine), (exitCode, error.TrimEnd()));
        var calls = await CallsAsync();
        Assert.Equal($"account delete {calls[0].Split(' ')[2]} --yes", calls[^1]);
        Assert.Equal(2, calls.Length);
    }

    [Theory]
    [InlineData("delete", "0")]
    [InlineData("verify delete", "1")]
    public async Task An_account_is_named_when_a_signal_ends_its_deletion(string at, string statuses)
    {
        var (exitCode, _, error) = await StandInAsync("sh", statuses, ("SIGNAL", "TERM"), ("SIGNAL_AT", at));

        Assert.Equal((143, LastLine), (exitCode, Lines(error)[^1]));
        Assert.Matches("^The account 'verify-[0-9a-f]{12}', ", Lines(error)[^3]);
        AssertDeletes((await CallsAsync())[0], Lines(error)[^2]);
    }

    /// <summary>PowerShell ends by this signal without a word.</summary>
    [Fact]
    public async Task An_account_is_named_before_a_signal_ends_everything()
    {
        var (exitCode, output, _) = await StandInAsync("pwsh", "0", ("SIGNAL", "TERM"), ("SIGNAL_AT", "verify"));

        Assert.NotEqual(0, exitCode);
        AssertDeletes((await CallsAsync())[0], Lines(output)[1]);
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
    [InlineData("sh", "false")]
    [InlineData("sh", "False")]
    [InlineData("pwsh", "FALSE")]
    public async Task It_may_be_left_out(string shell, string said)
    {
        var (exitCode, output, error) = await StandInAsync(shell, "0", ("SCIM_VERIFY", said));

        Assert.Equal((0, "The service is not verified: SCIM_VERIFY is false.", ""), (exitCode, output.TrimEnd(), error));
        Assert.Empty(await CallsAsync());
    }

    [Theory]
    [InlineData("sh", "true")]
    [InlineData("sh", "True")]
    [InlineData("pwsh", "TRUE")]
    public async Task In_a_private_network_it_says_what_to_run_there(string shell, string said)
    {
        var (exitCode, output, error) = await StandInAsync(shell, "0", ("SCIM_PRIVATE_NETWORK", said));

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

    /// <summary>A line is the command that deletes the account of a creation.</summary>
    private static void AssertDeletes(string creation, string line) => Assert.Equal(
        $"  dotnet run --project src/Scim.Cli -- account delete {creation.Split(' ')[2]} --endpoint {Endpoint} --table-prefix Scim", line);

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
            ("SCIM_VERIFY", ""), ("SCIM_PRIVATE_NETWORK", ""), ("CREATE_FAILS", ""), ("DELETE_FAILS", ""), ("SIGNAL_AT", ""),
            .. variables,
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

    private const string Client = $$"""echo '{"client":"01a2","account":"verify-1","secret":"{{Secret}}"}'""";

    // A status after another, as the first of a line of them. The parent of the creation is the hook.
    private const string Script =
        $$"""
        {{Call}}
        signalled() { case " $SIGNAL_AT " in *" $1 "*) kill -s "$SIGNAL" "$(cat "$STATE/hook")" ;; esac; }
        case "$1 $2" in
          'account create')
            echo "$PPID" > "$STATE/hook"
            signalled create
            [ -z "$CREATE_FAILS" ] || { echo 'It cannot be created.' >&2; exit 1; } ;;
          'account delete')
            signalled delete
            [ -z "$DELETE_FAILS" ] || { echo "$DELETE_FAILS" >&2; exit 1; } ;;
          'client create') {{Client}} ;;
          verify*)
            signalled verify
            [ "$SCIM_CLIENT_SECRET" = {{Secret}} ] || exit 97
            read -r status rest < "$STATE/statuses"
            echo "$rest" > "$STATE/statuses"
            echo 'Verifying it ...' >&2
            [ "$status" = 2 ] && { echo 'https://app.example.com gives no answer.' >&2; exit 2; }
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
    private static string OperatorCli => CliAfter("[ \"$1 $2\" = 'account delete' ] && exit 0");

    /// <summary>The same, but that account and client are not made.</summary>
    private static string CliWithoutCreation => CliAfter(
        $"""case "$1 $2" in 'account create') exit 0 ;; 'client create') {Client}; exit 0 ;; esac""");

    private static string CliAfter(string first) =>
        $$"""
        {{Call}}
        {{first}}
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
