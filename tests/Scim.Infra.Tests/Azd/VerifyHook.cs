namespace Scim.Infra.Tests.Azd;

/// <summary>
/// Runs the hook that verifies. Where it calls <c>dotnet run</c>, a script stands for the command line, or leads to the real one.
/// </summary>
internal sealed class VerifyHook : IDisposable
{
    /// <summary>What it says last when it fails.</summary>
    public const string LastLine =
        "The deployed service is not verified; nothing else is held up. Mend the cause, then run: azd hooks run postdeploy";

    /// <summary>The tables that it is told of.</summary>
    public const string Endpoint = "https://tables.example.com/";

    /// <summary>The secret of the client that the script makes.</summary>
    public const string Secret = "the-secret-of-the-client";

    private readonly HookRun _run = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _run.Dispose();

    /// <summary>Has it call the real command line, which is led to the Azurite of this process.</summary>
    /// <param name="creates">False to make neither account nor client.</param>
    public Task WriteCliAsync(bool creates) => _run.WriteScriptAsync("dotnet", creates ? OperatorCli : CliWithoutCreation);

    /// <summary>What the command line was called with.</summary>
    public async Task<string[]> CallsAsync()
    {
        var file = Path.Combine(_run.Folder, "calls");
        return File.Exists(file) ? await File.ReadAllLinesAsync(file, Cancel) : [];
    }

    /// <summary>Runs the hook with a script for the command line.</summary>
    /// <param name="shell">The shell.</param>
    /// <param name="statuses">What <c>verify</c> ends with, one time after another.</param>
    /// <param name="variables">What the environment has besides.</param>
    public async Task<HookResult> StandInAsync(string shell, string statuses, params (string Name, string Value)[] variables)
    {
        await _run.WriteScriptAsync("dotnet", Script);
        await File.WriteAllTextAsync(Path.Combine(_run.Folder, "statuses"), statuses, Cancel);
        return await RunAsync(
            shell,
            [
                ("SCIM_BASE_URL", "https://app.example.com/scim/v2"), ("SCIM_TOKEN_URL", "https://app.example.com/oauth/token"),
                .. variables,
            ]);
    }

    /// <summary>Runs the hook with what <see cref="WriteCliAsync"/> wrote.</summary>
    public Task<HookResult> RunAsync(string shell, params (string Name, string Value)[] variables) => _run.RunAsync(
        "verify",
        shell,
        [
            ("STATE", _run.Folder), ("SCIM_TABLE_ENDPOINT", Endpoint), ("SCIM_TABLE_PREFIX", "Scim"), ("AZURE_TOKEN_CREDENTIALS", ""),
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

    // A status after another, as the first of a line of them. The parent of the creation is the hook. PowerShell acts on a signal while the
    // program goes on, and ends that: it holds until then.
    private const string Script =
        $$"""
        {{Call}}
        signalled() {
          case " $SIGNAL_AT " in
            *" $1 "*) kill -s "$SIGNAL" "$(cat "$STATE/hook")" ;;
            *" $1-and-hold "*) kill -s "$SIGNAL" "$(cat "$STATE/hook")"; exec sleep 20 ;;
          esac
        }
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
