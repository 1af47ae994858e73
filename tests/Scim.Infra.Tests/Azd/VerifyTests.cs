using Scim.Testing;

namespace Scim.Infra.Tests.Azd;

/// <summary>What the hook that verifies what was deployed says of the service.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly VerifyHook _hook = new();

    public static TheoryData<string> Shells => HookRun.Shells;

    public void Dispose() => _hook.Dispose();

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task The_service_is_verified_by_an_account_that_is_deleted(string shell)
    {
        await using var service = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix());
        await _hook.WriteCliAsync(creates: true);

        var (exitCode, output, error) = await _hook.RunAsync(
            shell,
            ("SCIM_BASE_URL", service.ScimBase),
            ("SCIM_TOKEN_URL", service.ScimBase.Replace("/scim/v2", "/oauth/token", StringComparison.Ordinal)),
            ("SCIM_TABLE_PREFIX", service.TablePrefix), ("CONNECTION", (await AzuriteInstance.GetProcessAsync()).ConnectionString));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Matches("(?m)^All: [0-9]{3} hold, 0 wrong, 0 skipped, by [0-9]+ requests[.]", output);
        Assert.DoesNotMatch("(?m)^holds ", output);
        Assert.EndsWith("The deployed service does what connectors and the RFCs want.", output.TrimEnd(), StringComparison.Ordinal);
        var calls = await _hook.CallsAsync();
        Assert.StartsWith("account create verify-", calls[0], StringComparison.Ordinal);
        Assert.Equal($"account delete {calls[0].Split(' ')[2]} --yes", calls[^1]);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task What_is_wrong_is_said_and_stops_nothing(string shell)
    {
        var (exitCode, output, error) = await _hook.StandInAsync(shell, "1");

        Assert.Equal(1, exitCode);
        Assert.Equal(["wrong    A check of the test: RFC 7644", "All: 1 hold, 1 wrong"], Lines(output)[2..]);
        Assert.Equal(["Verifying it ...", VerifyHook.LastLine], Lines(error));
        Assert.StartsWith("account delete verify-", (await _hook.CallsAsync())[^1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_waits_for_the_app_to_answer(string shell)
    {
        var (exitCode, output, error) = await _hook.StandInAsync(shell, "2 2 0");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(2, output.Split("Waiting for the app to answer").Length - 1);
    }

    /// <summary>What the command line says of an app that does not answer yet, and of credentials that are refused.</summary>
    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_waits_for_nothing_else(string shell)
    {
        await using var service = await ServiceInstance.StartAsync(AzuriteInstance.NewTablePrefix());
        await _hook.WriteCliAsync(creates: false);
        using var app = new AnswersInTurn(null, "404 Not Found", "503 Service Unavailable", "401 Unauthorized");

        var (exitCode, output, error) = await _hook.RunAsync(
            shell,
            ("SCIM_BASE_URL", $"{app.Address}/scim/v2"), ("SCIM_TOKEN_URL", $"{app.Address}/oauth/token"),
            ("SCIM_TABLE_PREFIX", service.TablePrefix), ("CONNECTION", (await AzuriteInstance.GetProcessAsync()).ConnectionString));

        Assert.Equal((2, 3), (exitCode, output.Split("Waiting for the app to answer").Length - 1));
        Assert.Equal(2, Lines(error).Length); // The account that the test has not made is not named.
        Assert.Contains("gives no token: it answers 401", Lines(error)[0], StringComparison.Ordinal);
        Assert.StartsWith("account delete verify-", (await _hook.CallsAsync())[^1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task It_gives_up_when_its_time_is_over(string shell)
    {
        var (exitCode, _, error) = await _hook.StandInAsync(shell, "2 2", ("SCIM_WAIT_SECONDS", "0"));

        Assert.NotEqual(0, exitCode);
        Assert.Equal(["Verifying it ...", "https://app.example.com gives no answer.", VerifyHook.LastLine], Lines(error));
        Assert.StartsWith("account delete verify-", (await _hook.CallsAsync())[^1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task No_secret_is_shown(string shell)
    {
        foreach (var statuses in new[] { "0", "1" })
        {
            var (_, output, error) = await _hook.StandInAsync(shell, statuses);
            Assert.DoesNotContain(VerifyHook.Secret, output + error, StringComparison.Ordinal);
        }
        Assert.All(await _hook.CallsAsync(), call => Assert.DoesNotContain(VerifyHook.Secret, call, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sh", "false")]
    [InlineData("sh", "False")]
    [InlineData("pwsh", "FALSE")]
    public async Task It_may_be_left_out(string shell, string said)
    {
        var (exitCode, output, error) = await _hook.StandInAsync(shell, "0", ("SCIM_VERIFY", said));

        Assert.Equal((0, "The service is not verified: SCIM_VERIFY is false.", ""), (exitCode, output.TrimEnd(), error));
        Assert.Empty(await _hook.CallsAsync());
    }

    [Theory]
    [InlineData("sh", "true")]
    [InlineData("sh", "True")]
    [InlineData("pwsh", "TRUE")]
    public async Task In_a_private_network_it_says_what_to_run_there(string shell, string said)
    {
        var (exitCode, output, error) = await _hook.StandInAsync(shell, "0", ("SCIM_PRIVATE_NETWORK", said));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("verify --url https://app.example.com/scim/v2 --client-id CLIENT", output, StringComparison.Ordinal);
        Assert.Empty(await _hook.CallsAsync());
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Without_a_deployment_it_says_what_to_do(string shell)
    {
        foreach (var name in new[] { "SCIM_TABLE_ENDPOINT", "SCIM_BASE_URL", "SCIM_TOKEN_URL" })
        {
            var (exitCode, output, error) = await _hook.StandInAsync(shell, "0", (name, ""));
            Assert.NotEqual(0, exitCode);
            Assert.Equal("", output);
            Assert.Contains("is not set: run azd provision first", error, StringComparison.Ordinal);
            Assert.EndsWith(VerifyHook.LastLine, error.TrimEnd(), StringComparison.Ordinal);
        }
    }

    private static string[] Lines(string text) => text.Trim().ReplaceLineEndings("\n").Split('\n');
}
