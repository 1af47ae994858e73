using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Scim.Cli.Verifying;
using Scim.Testing;
using Scim.Testing.Tenants;
using Scim.Verification.Reports;

namespace Scim.Cli.Tests.Verifying;

public sealed class VerifyCommandTests(VerifiedService service) : IClassFixture<VerifiedService>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_finds_nothing_wrong_in_the_service_and_leaves_nobody()
    {
        var result = await RunAsync(["--json"], ("SCIM_TOKEN", service.Tenant.Token));

        var report = JsonElement.Parse(result.Output);
        Assert.Equal([], report.GetProperty("checks").EnumerateArray().Where(check => check.GetProperty("outcome").GetString() != "holds")
            .Select(check => check.GetRawText()));
        Assert.Equal(0, result.ExitCode);
        Assert.True(report.GetProperty("good").GetBoolean());
        Assert.InRange(report.GetProperty("holds").GetInt32(), 100, 1_000);
        Assert.Equal([VerifiedService.Resident], await service.UsersAsync());
        Assert.DoesNotContain(service.Tenant.Token, result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_what_it_saw_in_words_by_section_and_connector()
    {
        var result = await RunAsync(["--only", "OneLogin"], ("SCIM_TOKEN", service.Tenant.Token));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("holds    Template of core 2 0 provisions", result.Output, StringComparison.Ordinal);
        Assert.Contains("RFC 7644 §3.6 (Entra ID, OneLogin)", result.Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^OneLogin: [0-9]+ hold, 0 wrong, 0 skipped", result.Output);
        Assert.Matches("(?m)^No scratch user is left[.]", result.Output);
    }

    [Fact]
    public async Task A_client_that_may_call_slowly_is_waited_for()
    {
        var client = await service.AddClientAsync(new NewTenant("slow") { Limit = new(20, 5) });

        var result = await RunAsync(["--only", "RFC 7644 §3.6"], ("SCIM_TOKEN", client.Token));

        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task It_gets_a_token_for_a_client_whose_secret_comes_by_a_file_or_the_environment()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "secret.txt");
        await File.WriteAllTextAsync(file, $"{service.Tenant.Secret}\n", Cancel);
        string[] client = ["--client-id", service.Tenant.Client.Value, "--only", "RFC 7643 §5"];

        foreach (var result in new[]
        {
            await RunAsync([.. client, "--client-secret-file", file]),
            await RunAsync([.. client, "--client-secret", service.Tenant.Secret]),
            await RunAsync(client, ("SCIM_CLIENT_SECRET", service.Tenant.Secret)),
        })
        {
            Assert.Equal(0, result.ExitCode);
            Assert.DoesNotContain(service.Tenant.Secret, result.Output + result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_wrong_secret_or_token_is_said_without_repeating_it()
    {
        foreach (var result in new[]
        {
            await RunAsync(["--token", "wrong-token-1"]),
            await RunAsync(["--client-id", service.Tenant.Client.Value, "--client-secret", "wrong-token-1"]),
        })
        {
            result.AssertCouldNotRun("See that");
            Assert.DoesNotContain("wrong-token-1", result.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Give a token by --token-file or SCIM_TOKEN")]
    [InlineData("Give one of --token, --token-file and --client-id.", "--token", "t", "--client-id", "c")]
    [InlineData("Give the client's secret by --client-secret-file", "--client-id", "c")]
    [InlineData("go with --client-id", "--token", "t", "--client-secret", "s")]
    [InlineData("visible ASCII", "--token", "two words")]
    [InlineData("--rate takes a number of requests a second, from 0.1 to 10000.", "--token", "t", "--rate", "0")]
    [InlineData("--rate takes a number", "--token", "t", "--rate", "1e-20")]
    [InlineData("--rate takes a number", "--token", "t", "--rate", "0.09")]
    [InlineData("--rate takes a number", "--token", "t", "--rate", "NaN")]
    [InlineData("--token-url takes an https address", "--client-id", "c", "--token-url", "http://scim.example.com/token")]
    public async Task Wrong_use_says_what_to_give(string why, params string[] args)
    {
        var result = await RunAsync(args);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://scim.example.com")]
    [InlineData("http://scim.example.com/scim/v2")]
    [InlineData("https://scim.example.com/scim/v2?x=1")]
    public async Task An_address_that_is_none_is_wrong_use(string url)
    {
        var result = await Cli.RunBareAsync(["verify", "--url", url, "--token", "t"]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("--url takes an https address", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_URL_of_another_kind_needs_a_token_URL()
    {
        var result = await Cli.RunBareAsync(
            ["verify", "--url", "https://scim.example.com/other", "--client-id", "c", "--client-secret", "s"]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("Say by --token-url where tokens are issued, or end --url in /scim/v2.", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("it leads elsewhere", "HTTP/1.1 302 Found\r\nLocation: https://elsewhere.example.com/\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("it is no SCIM", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<html>Hi</html>")]
    [InlineData("no list of SCIM", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"users\":[]}")]
    [InlineData("base URL of SCIM", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("larger than 8 MiB", "HTTP/1.1 200 OK\r\nContent-Type: application/scim+json\r\n\r\n", true)]
    public async Task A_service_that_is_no_SCIM_is_said_in_one_line(string why, string answer, bool withoutEnd = false)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = ServeAsync(listener, answer, withoutEnd);

        var result = await Cli.RunBareAsync(
            ["verify", "--url", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/scim/v2", "--token", "t"]);

        result.AssertCouldNotRun(why);
        listener.Stop();
        await served;
    }

    [Fact]
    public async Task A_text_that_no_check_has_verifies_nothing()
    {
        var result = await RunAsync(["--only", "RFC 1149"], ("SCIM_TOKEN", service.Tenant.Token));

        result.AssertCouldNotRun("No check has 'RFC 1149'");
    }

    [Theory]
    [InlineData(0, null, 0, CheckOutcome.Holds)]
    [InlineData(0, null, 0, CheckOutcome.Skipped)]
    [InlineData(1, null, 0, CheckOutcome.Wrong)]
    [InlineData(1, null, 1, CheckOutcome.Holds)]
    [InlineData(1, null, 0, CheckOutcome.Holds, 1)]
    [InlineData(2, "It was stopped.", 0, CheckOutcome.Holds)]
    [InlineData(2, "The service has stopped answering.", 1, CheckOutcome.Wrong)]
    public void Its_exit_code_says_how_it_ended(int expected, string? brokenOff, int left, CheckOutcome outcome, int others = 0)
    {
        var report = new VerificationReport(service.Url, [new ExaminedCheck("It holds", "RFC 7644 §3.3", [], outcome)])
        {
            BrokenOff = brokenOff,
            Mark = "mark",
            Left = [.. Enumerable.Repeat("id", left)],
            Others = others,
        };

        Assert.Equal(expected, VerifyCommand.ExitCodeOf(report));
    }

    [Fact]
    public async Task A_service_that_does_not_listen_is_said_in_one_line()
    {
        var result = await Cli.RunBareAsync(["verify", "--url", "http://127.0.0.1:1/scim/v2", "--token", "t"]);

        result.AssertCouldNotRun("http://127.0.0.1:1/scim/v2 gives no answer. Nothing listens there");
    }

    private Task<CliResult> RunAsync(string[] args, params (string Name, string Value)[] settings) =>
        Cli.RunBareAsync(
            ["verify", "--url", service.Url, .. args.Contains("--rate") ? [] : new[] { "--rate", "10000" }, .. args], settings);

    /// <summary>Answers the first connection, if it must without an end.</summary>
    private static async Task ServeAsync(TcpListener listener, string answer, bool withoutEnd)
    {
        using var connection = await listener.AcceptTcpClientAsync(Cancel);
        var part = Encoding.ASCII.GetBytes(new string(' ', 64 * 1024));
        try
        {
            await using var stream = connection.GetStream();
            await stream.ReadAtLeastAsync(new byte[1], 1, cancellationToken: Cancel);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Cancel);
            while (withoutEnd) await stream.WriteAsync(part, Cancel);
            while (await stream.ReadAsync(part, Cancel) > 0)
            {
                // Until the other side has read it and closes.
            }
        }
        catch (IOException)
        {
            // The other side has had enough.
        }
    }
}
