namespace Scim.Infra.Tests.Azd;

/// <summary>What becomes of the account by which the hook verifies, however it ends.</summary>
public sealed class VerifyAccountTests : IDisposable
{
    private readonly VerifyHook _hook = new();

    public static TheoryData<string> Shells => HookRun.Shells;

    public void Dispose() => _hook.Dispose();

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task An_account_that_cannot_be_deleted_is_named(string shell)
    {
        var (exitCode, output, error) = await _hook.StandInAsync(shell, "0", ("DELETE_FAILS", "It cannot be deleted."));

        Assert.Equal(0, exitCode);
        Assert.Equal("It cannot be deleted.", Lines(error)[0]);
        Assert.Matches("^The account 'verify-[0-9a-f]{12}', .* may still be there. Run:$", Lines(error)[1]);
        AssertDeletes((await _hook.CallsAsync())[0], Lines(error)[2]);
        AssertDeletes((await _hook.CallsAsync())[0], Lines(output)[1]); // Said first, too: a hook that is killed says nothing at its end.
    }

    /// <summary>A creation that fails may have written, and its account is deleted; unless there is none.</summary>
    [Theory]
    [MemberData(nameof(Shells))]
    public async Task An_account_whose_creation_fails_is_deleted(string shell)
    {
        var (exitCode, _, error) = await _hook.StandInAsync(shell, "0", ("CREATE_FAILS", "yes"));

        Assert.Equal(1, exitCode);
        Assert.Equal(["It cannot be created.", VerifyHook.LastLine], Lines(error));
        var calls = await _hook.CallsAsync();
        Assert.Equal(2, calls.Length);
        Assert.Equal($"account delete {calls[0].Split(' ')[2]} --yes", calls[1]);
    }

    [Theory]
    [InlineData("sh", "INT", "create", 130)]
    [InlineData("sh", "TERM", "create", 143)]
    [InlineData("sh", "HUP", "create", 129)]
    [InlineData("pwsh", "INT", "create-and-hold", 1)]
    public async Task An_account_is_deleted_when_a_signal_ends_its_creation(string shell, string signal, string at, int expected)
    {
        Assert.SkipWhen(signal == "HUP" && HookRun.IgnoresHangUp, "What runs the tests has them ignore this signal (nohup).");

        var (exitCode, _, error) = await _hook.StandInAsync(shell, "0", ("SIGNAL", signal), ("SIGNAL_AT", at));

        Assert.Equal((expected, VerifyHook.LastLine), (exitCode, error.TrimEnd()));
        var calls = await _hook.CallsAsync();
        Assert.Equal($"account delete {calls[0].Split(' ')[2]} --yes", calls[^1]);
        Assert.Equal(2, calls.Length);
    }

    [Theory]
    [InlineData("delete", "0")]
    [InlineData("verify delete", "1")]
    public async Task An_account_is_named_when_a_signal_ends_its_deletion(string at, string statuses)
    {
        var (exitCode, _, error) = await _hook.StandInAsync("sh", statuses, ("SIGNAL", "TERM"), ("SIGNAL_AT", at));

        Assert.Equal((143, VerifyHook.LastLine), (exitCode, Lines(error)[^1]));
        Assert.Matches("^The account 'verify-[0-9a-f]{12}', ", Lines(error)[^3]);
        AssertDeletes((await _hook.CallsAsync())[0], Lines(error)[^2]);
    }

    /// <summary>PowerShell ends by this signal without a word.</summary>
    [Fact]
    public async Task An_account_is_named_before_a_signal_ends_everything()
    {
        var (exitCode, output, _) = await _hook.StandInAsync("pwsh", "0", ("SIGNAL", "TERM"), ("SIGNAL_AT", "verify-and-hold"));

        Assert.NotEqual(0, exitCode);
        AssertDeletes((await _hook.CallsAsync())[0], Lines(output)[1]);
    }

    /// <summary>A line is the command that deletes the account of a creation.</summary>
    private static void AssertDeletes(string creation, string line) => Assert.Equal(
        $"  dotnet run --project src/Scim.Cli -- account delete {creation.Split(' ')[2]} --endpoint {VerifyHook.Endpoint} "
            + "--table-prefix Scim",
        line);

    private static string[] Lines(string text) => text.Trim().ReplaceLineEndings("\n").Split('\n');
}
