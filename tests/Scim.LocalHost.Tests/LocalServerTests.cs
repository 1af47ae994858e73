using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Scim.Testing;

namespace Scim.LocalHost.Tests;

public sealed partial class LocalServerTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task The_printed_lines_can_be_pasted_as_they_are()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The lines are for a POSIX shell.");
        await using var host = await StartAsync();

        var (created, found) = await PasteAsync(host);

        Assert.Equal("ada@example.com", created.GetProperty("userName").GetString());
        Assert.Equal(1, found.GetProperty("totalResults").GetInt32());
        Assert.Equal(created.GetProperty("id").GetString(), found.GetProperty("Resources")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task Enter_prints_another_address_of_the_console_also_where_there_is_no_terminal()
    {
        await using var host = await StartAsync(new() { ["LocalHost:Console"] = "true" });
        var first = Assert.Single(ConsoleAddress().Matches(host.Output)).Value;

        await host.PressEnterAsync();

        await Eventually.HoldsAsync(() => Task.FromResult(ConsoleAddress().Count(host.Output) == 2), Cancellation);
        Assert.NotEqual(first, ConsoleAddress().Matches(host.Output)[1].Value);
    }

    /// <summary>A script that starts it passes on an input that is for others.</summary>
    [Fact]
    public async Task An_input_that_is_no_terminal_is_left_alone_unless_that_was_asked_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        await using var host = await StartAsync(
            new() { ["LocalHost:Console"] = "true", ["LocalHost:StopWhenInputEnds"] = "false" });
        Assert.Contains("a new start prints a new one", host.Output, StringComparison.Ordinal);

        await host.EndInputAsync();
        await PasteAsync(host); // It goes on, and has had its time to read.

        Assert.Equal(0, await host.StopAsync("TERM", Cancellation));
        Assert.Single(ConsoleAddress().Matches(host.Output));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Stops_in_order_and_users_survive(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        await using var host = await StartAsync();
        await PasteAsync(host);

        Assert.Equal(0, await host.StopAsync(signal, Cancellation));

        Assert.False(await AzuriteAnswersAsync(host));
        Assert.Empty(host.Error);
        await AssertAdaIsThereAsync();
    }

    [Fact]
    public async Task A_kill_leaves_no_Azurite_and_users_survive()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The lines are for a POSIX shell.");
        await using var host = await StartAsync();
        await PasteAsync(host);

        await host.KillAsync();

        await AssertAdaIsThereAsync();
        await Eventually.HoldsAsync(async () => !await AzuriteAnswersAsync(host), Cancellation);
    }

    [Fact]
    public async Task Ends_with_its_Azurite_and_says_why()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        await using var host = await StartAsync();
        await PasteAsync(host);
        await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(Path.Combine(_data.Path, "tables.json"))), Cancellation);

        using var killer = Process.Start("sh", ["-c", $"kill -KILL $(cut -d ' ' -f 1 '{_data.Path}/azurite.lock')"]);

        Assert.Equal(1, await host.ExitAsync(Cancellation));
        Assert.Equal(
            "Azurite has ended: it gave no reason, exit code 137. Start the local host again; what was saved is there.",
            Assert.Single(host.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        await using var again = await StartAsync();
    }

    [Fact]
    public async Task No_setting_makes_it_log_query_strings()
    {
        await using var host = await StartAsync(new()
        {
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:Console:LogLevel:Default"] = "Trace",
            ["Logging:Console:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace",
        });
        using var http = new HttpClient();

        using var answer = await http.GetAsync(
            new Uri($"{host.ScimBase}/Users?filter=userName%20eq%20%22grace@example.com%22"), Cancellation);

        await Eventually.HoldsAsync(() => Task.FromResult(host.Output.Contains("/scim/v2/Users", StringComparison.Ordinal)), Cancellation);
        Assert.DoesNotContain("grace", host.Output + host.Error, StringComparison.Ordinal);
    }

    /// <summary>RFC 9110 §7.2: what a client writes there stands in an answer only where it is a name of this host.</summary>
    [Fact]
    public async Task A_Host_field_that_is_missing_empty_or_names_another_is_400()
    {
        await using var host = await StartAsync();

        foreach (var name in new[] { "localhost", "LOCALHOST:7071", "127.0.0.1:1", "[::1]:7071" })
            Assert.Contains(
                $"\"issuer\":\"http://{name.ToLowerInvariant()}\"", await AskAsync(host, $"Host: {name}\r\n"), StringComparison.Ordinal);
        string[] refused =
            ["", "Host: \r\n", "Host: evil.example\r\n", "Host: localhost.evil.example:7071\r\n", "Host: 10.9.9.9\r\n"];
        foreach (var field in refused)
        {
            var answer = await AskAsync(host, field);
            Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("evil", answer, StringComparison.Ordinal);
        }
    }

    private async Task AssertAdaIsThereAsync()
    {
        await using var again = await StartAsync();
        var (_, found) = await PasteAsync(again);
        Assert.Equal(1, found.GetProperty("totalResults").GetInt32());
    }

    private Task<LocalHostProcess> StartAsync(Dictionary<string, string>? settings = null) =>
        LocalHostProcess.StartAsync(new Dictionary<string, string>(settings ?? []) { ["LocalHost:DataPath"] = _data.Path }, Cancellation);

    private static async Task<(JsonElement Created, JsonElement Found)> PasteAsync(LocalHostProcess host)
    {
        var lines = host.Output.Split('\n').Where(line => line.Contains("curl", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, lines.Count);
        var shell = new ProcessStartInfo("sh", ["-c", string.Join("; echo; ", lines)]) { RedirectStandardOutput = true };
        using var process = Process.Start(shell)!; // null only with UseShellExecute
        var answers = (await process.StandardOutput.ReadToEndAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, answers.Length);
        return (JsonElement.Parse(answers[0]), JsonElement.Parse(answers[1]));
    }

    /// <summary>Asks for the metadata of OAuth.</summary>
    private static async Task<string> AskAsync(LocalHostProcess host, string hostField)
    {
        var address = new Uri(host.ScimBase);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Cancellation);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"GET /.well-known/oauth-authorization-server HTTP/1.1\r\n{hostField}Connection: close\r\n\r\n"),
            Cancellation);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(Cancellation);
    }

    private static async Task<bool> AzuriteAnswersAsync(LocalHostProcess host)
    {
        var address = new Uri(StorageAddress().Match(host.Output).Groups[1].Value);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port, Cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"storage +(http\S+),")]
    private static partial Regex StorageAddress();

    [GeneratedRegex(@"http://127[.]0[.]0[.]1:\d+/open/\S+")]
    private static partial Regex ConsoleAddress();
}
