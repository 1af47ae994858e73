using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Scim.Cli.Tests.Consoles;

public sealed partial class ConsoleCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prints_an_address_that_opens_it_on_a_line_of_its_own_and_ends_when_it_is_stopped()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var output = new SharedText();
        var run = new Cli().StartAsync(output, ["console", "--no-browser"], time: null, stop.Token);
        await Testing.Eventually.HoldsAsync(() => Task.FromResult(Address().IsMatch(output.ToString())), Cancel);
        var address = new Uri(Address().Match(output.ToString()).Value);
        using var browser = new HttpClient();

        using (var opened = await browser.GetAsync(address, Cancel)) Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        await stop.CancelAsync();

        Assert.Equal(0, await run);
        await Assert.ThrowsAsync<HttpRequestException>(() => browser.GetAsync(address, Cancel));
    }

    [Fact]
    public async Task Serves_the_port_that_is_asked_for_and_says_when_it_is_taken()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await new Cli().RefusesAsync(
            1, $"The port {port} is taken. End what listens there, or choose another with --port.",
            "console", "--no-browser", "--port", $"{port}");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("http")]
    [InlineData("99999999999")]
    public async Task A_port_that_is_none_is_wrong_use(string port)
    {
        var result = await Cli.RunBareAsync(["console", "--port", port]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("--port takes a number from 1 to 65535.", result.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^http://127\.0\.0\.1:\d+/open/[A-Za-z0-9_-]{43}\r?$", RegexOptions.Multiline)]
    private static partial Regex Address();
}
