using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Scim.Cli.Running;

namespace Scim.Cli.Tests.Streams;

/// <summary>None of these commands has a storage.</summary>
public sealed class SigningKeyCommandsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_new_value_is_printed_alone_and_where_it_belongs_beside_it()
    {
        var result = await RunAsync("", "stream", "keys", "add", "--alg", "ES256");

        Assert.Equal(0, result.ExitCode);
        var key = Assert.Single(JsonElement.Parse(result.Output).EnumerateArray());
        Assert.Equal(["kid", "alg", "pem", "signsFrom"], key.EnumerateObject().Select(member => member.Name));
        Assert.Equal("2026-11-28T12:00:00Z", key.GetProperty("signsFrom").GetString());
        Assert.Single(result.Output.TrimEnd('\n').Split('\n'));
        Assert.Contains(
            $"The key '{key.GetProperty("kid").GetString()}' signs as soon as it is set.", result.Error, StringComparison.Ordinal);
        Assert.Contains("Events__SigningKeys", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_added_through_a_pipe()
    {
        var first = await RunAsync("", "stream", "keys", "add");
        var second = await RunAsync(first.Output, "stream", "keys", "add", "--alg", "RS256", "--file", "-");
        var listed = await RunAsync(second.Output, "stream", "keys", "list", "--file", "-", "--json");

        Assert.Equal(
            ["ES256 True", "RS256 True"],
            JsonElement.Parse(listed.Output).EnumerateArray()
                .Select(key => $"{key.GetProperty("alg").GetString()} {key.GetProperty("signs").GetBoolean()}").Order());
    }

    [Fact]
    public async Task A_rotation_goes_through_a_file_that_only_its_owner_may_read()
    {
        var file = Path.Combine(_folder.FullName, "keys.json");
        await File.WriteAllTextAsync(file, "readable by all", Cancel);
        string[] through = ["--file", file, "--out", file, "--yes"];
        var old = await JsonAsync("stream", "keys", "add", "--out", file, "--yes");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        var next = await RunAsync("", ["stream", "keys", "add", .. through]);
        Assert.Contains("signs from 2026-11-30 12:00:00 UTC on.", next.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("BEGIN", next.Output, StringComparison.Ordinal);
        var id = old.GetProperty("kid").GetString()!; // Every key has one.
        (await RunAsync("", ["stream", "keys", "remove", "--kid", id, .. through])).AssertRefused(
            1,
            $"The key '{id}' signs now. Add another one, and remove this one when receivers need it no longer. "
            + "To do it all the same add --force.");
        _time.Advance(TimeSpan.FromHours(48));
        var removed = await JsonAsync(["stream", "keys", "remove", "--kid", id, .. through]);

        Assert.Equal((id, false), (removed.GetProperty("kid").GetString(), removed.GetProperty("signs").GetBoolean()));
        var left = Assert.Single((await JsonAsync("stream", "keys", "list", "--file", file)).EnumerateArray());
        Assert.True(left.GetProperty("signs").GetBoolean());
        Assert.Equal(file, Assert.Single(Directory.GetFiles(_folder.FullName)));
    }

    [Fact]
    public async Task A_script_gets_the_key_and_the_value()
    {
        var added = await JsonAsync("stream", "keys", "add");

        Assert.Equal(["kid", "alg", "signsFrom", "signs", "value"], added.EnumerateObject().Select(member => member.Name));
        var listed = await RunAsync(added.GetProperty("value").GetString()!, "stream", "keys", "list", "--file", "-"); // It is text.
        Assert.Contains(added.GetProperty("kid").GetString()!, listed.Output, StringComparison.Ordinal); // As above.
    }

    [Theory]
    [InlineData("2026-12-24T00:00:00Z", "2026-12-24T00:00:00Z")]
    [InlineData("2026-12-24T01:00:00+01:00", "2026-12-24T00:00:00Z")]
    [InlineData("2026-12-24", "2026-12-24T00:00:00Z")]
    [InlineData("36h", "2026-11-30T00:00:00Z")]
    public async Task When_a_key_signs_may_be_said(string from, string written)
    {
        var result = await RunAsync("", "stream", "keys", "add", "--signs-from", from);

        Assert.Equal(written, JsonElement.Parse(result.Output)[0].GetProperty("signsFrom").GetString());
    }

    [Fact]
    public async Task A_key_that_signs_before_receivers_have_it_is_warned_of()
    {
        const string Warning = "Receivers that still remember the keys without it";
        var first = await RunAsync("", "stream", "keys", "add");

        var soon = await RunAsync(first.Output, "stream", "keys", "add", "--file", "-", "--signs-from", "1h");
        var later = await RunAsync(first.Output, "stream", "keys", "add", "--file", "-");

        Assert.Contains(Warning, soon.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Warning, first.Error + later.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_or_written_is_refused()
    {
        (await RunAsync("", "stream", "keys", "list", "--file", "nowhere.json"))
            .AssertRefused(1, "The file 'nowhere.json' cannot be read.");
        (await RunAsync("", "stream", "keys", "list", "--file", "-")).AssertRefused(1, "The value is no JSON.");
        (await RunAsync(new string(' ', 65 * 1024), "stream", "keys", "list", "--file", "-")).AssertRefused(1, "larger than 64 KiB");
        (await RunAsync("", "stream", "keys", "add", "--out", "nowhere/keys.json")).AssertRefused(1, "cannot be written.");
        (await RunAsync("", "stream", "keys", "add", "--signs-from", "soon")).AssertRefused(2, "--signs-from takes a time such as");
        var text = (await RunAsync("", "stream", "keys", "add")).Output;
        (await RunAsync(text, "stream", "keys", "remove", "--kid", "other", "--file", "-")).AssertRefused(
            1, "There is no key 'other' among them. See: scim stream keys list --file FILE");
        Assert.Equal(2, (await RunAsync("", "stream", "keys", "add", "--alg", "HS256")).ExitCode);
        Assert.Equal(2, (await RunAsync("", "stream", "keys", "list")).ExitCode);
    }

    private async Task<JsonElement> JsonAsync(params string[] args)
    {
        var result = await RunAsync("", [.. args, "--json"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return JsonElement.Parse(result.Output);
    }

    private async Task<CliResult> RunAsync(string input, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal(Terminal.For(output, isRedirected: true), Terminal.For(error, isRedirected: true), CanAsk: false)
        {
            Input = () => new MemoryStream(Encoding.UTF8.GetBytes(input)),
        };
        var exitCode = await CommandLine.RunAsync(args, terminal, new ConfigurationBuilder().Build(), _time, Cancel);
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }
}
