using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using Scim.Cli.Running;
using Scim.Verification;

namespace Scim.Cli.Tests.Verifying;

/// <summary>What is between a run and the world: its input, its output, and a proxy.</summary>
public sealed class VerifyTerminalTests(VerifiedService service) : IClassFixture<VerifiedService>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--token-file", "-")]
    [InlineData("--client-id", "c", "--client-secret-file", "-")]
    public async Task Ctrl_C_ends_the_reading_of_an_input_that_has_no_end(params string[] args)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using var input = new EndlessInput();
        var run = RunAsync(TextWriter.Null, ["--url", "https://scim.example.com/scim/v2", .. args], stop.Token, input);

        await input.IsRead.WaitAsync(Cancel);
        await stop.CancelAsync();

        Assert.Equal((2, "Stopped.\n"), await run);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_output_that_is_full_or_closed_ends_the_run_in_order(bool isClosed)
    {
        using var output = new FullOutput(isClosed ? new UnauthorizedAccessException("closed") : new IOException("full"));

        var (exitCode, error) = await RunAsync(
            output, ["--url", service.Url, "--token", service.Tenant.Token, "--rate", "1000", "--only", "RFC 7644 §3.6"], Cancel);

        Assert.Equal(2, exitCode);
        Assert.EndsWith(
            "The report cannot be written: the output is closed or full. No scratch user is left.\n", error, StringComparison.Ordinal);
        Assert.Equal([VerifiedService.Resident], await service.UsersAsync());
    }

    [Fact]
    public async Task Any_command_says_in_a_line_that_its_output_is_full()
    {
        using var output = new FullOutput(new IOException("No space left on device"));
        var error = new StringWriter();

        var exitCode = await CommandLine.RunAsync(
            ["--help"], TerminalOf(output, error), new ConfigurationBuilder().Build(), TimeProvider.System, Cancel);

        Assert.Equal((1, "Something could not be written or read: No space left on device\n"), (exitCode, error.ToString()));
    }

    [Fact]
    public async Task What_goes_to_this_machine_passes_no_proxy()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var proxy = new WebProxy($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        using var http = new HttpClient(VerificationHandler.Create(proxy));

        var straight = await http.GetAsync($"{service.Url}/ServiceProviderConfig", Cancel);
        Assert.Equal(HttpStatusCode.OK, straight.StatusCode);
        Assert.False(listener.Pending());

        var led = http.GetAsync("http://scim.example.com/scim/v2", Cancel);
        using var connection = await listener.AcceptTcpClientAsync(Cancel);
        var asked = new byte[8];
        await connection.GetStream().ReadExactlyAsync(asked, Cancel);
        Assert.Equal("GET http", Encoding.ASCII.GetString(asked));
        await connection.GetStream().WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), Cancel);
        Assert.Equal(HttpStatusCode.NoContent, (await led).StatusCode);
    }

    private static async Task<(int ExitCode, string Error)> RunAsync(
        TextWriter output, string[] args, CancellationToken stop, Stream? input = null)
    {
        var error = new StringWriter();
        var terminal = TerminalOf(output, error) with { Input = () => input ?? Stream.Null };
        var exitCode = await CommandLine.RunAsync(
            ["verify", .. args], terminal, new ConfigurationBuilder().Build(), TimeProvider.System, stop);
        return (exitCode, error.ToString());
    }

    private static Terminal TerminalOf(TextWriter output, TextWriter error) =>
        new(Terminal.For(output, isRedirected: true), Terminal.For(error, isRedirected: true), CanAsk: false);

    /// <summary>An input on which nothing ever comes, and which heeds no stop.</summary>
    private sealed class EndlessInput : MemoryStream
    {
        private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _end = new();

        public Task IsRead => _read.Task;

        public override int Read(Span<byte> buffer)
        {
            _read.TrySetResult();
            _end.Wait(Cancel);
            return 0;
        }

        protected override void Dispose(bool disposing)
        {
            _end.Set();
            base.Dispose(disposing);
        }
    }

    private sealed class FullOutput(Exception failure) : StringWriter
    {
        public override void Write(char value) => throw failure;

        public override void Write(string? value) => throw failure;

        public override void Write(char[] buffer, int index, int count) => throw failure;
    }
}
