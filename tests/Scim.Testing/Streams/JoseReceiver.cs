using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;

namespace Scim.Testing.Streams;

/// <summary>
/// A receiver of events that verifies them by a library of another world, the npm package jose, in a process of its own. It is installed
/// into a temporary folder, and ends with this process.
/// </summary>
public sealed class JoseReceiver : IAsyncDisposable
{
    private const string Ready = "READY ";
    private static readonly string Source = Path.Combine(AppContext.BaseDirectory, "Streams", "Jose");
    private static readonly string[] Manifest = ["package.json", "package-lock.json", ".npmrc"];

    private readonly TemporaryFolder _folder;
    private readonly Process _process;
    private readonly Channel<JoseVerdict> _verdicts = Channel.CreateUnbounded<JoseVerdict>();

    private JoseReceiver(TemporaryFolder folder, Process process, int port)
    {
        (_folder, _process) = (folder, process);
        Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/events"));
        _ = ReadAsync();
    }

    /// <summary>Where events are pushed to.</summary>
    public Uri Endpoint { get; }

    /// <summary>Installs and starts a receiver.</summary>
    /// <param name="issuer">Whose tokens it takes; their keys are fetched from there.</param>
    /// <param name="audience">For whom they are.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="poll">Where it polls, and its token; null if it does not.</param>
    public static async Task<JoseReceiver> StartAsync(
        string issuer, string audience, CancellationToken cancellationToken, (Uri Address, string Token)? poll = null)
    {
        var folder = new TemporaryFolder();
        foreach (var name in Manifest) File.Copy(Path.Combine(Source, name), Path.Combine(folder.Path, name));
        using (var install = Start("npm", folder.Path, ["ci", "--omit=dev", "--loglevel=error"]))
        {
            install.StandardInput.Close();
            await install.WaitForExitAsync(cancellationToken);
            Assert.True(install.ExitCode == 0, await install.StandardError.ReadToEndAsync(cancellationToken));
        }
        List<string> arguments =
        [
            Path.Combine(Source, "receiver.mjs"), "--modules", Path.Combine(folder.Path, "node_modules"),
            "--issuer", issuer, "--audience", audience,
        ];
        if (poll is { } where) arguments.AddRange(["--poll", where.Address.AbsoluteUri, "--token", where.Token]);
        var process = Start("node", folder.Path, arguments);
        var first = await process.StandardOutput.ReadLineAsync(cancellationToken);
        Assert.StartsWith(Ready, first, StringComparison.Ordinal);
        return new JoseReceiver(folder, process, int.Parse(first.AsSpan(Ready.Length), CultureInfo.InvariantCulture));
    }

    /// <summary>What it said of the next token.</summary>
    public ValueTask<JoseVerdict> NextAsync(CancellationToken cancellationToken) => _verdicts.Reader.ReadAsync(cancellationToken);

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static Process Start(string command, string folder, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!; // null only with UseShellExecute

    private async Task ReadAsync()
    {
        var errors = _process.StandardError.ReadToEndAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            _verdicts.Writer.TryWrite(JsonSerializer.Deserialize<JoseVerdict>(line, JsonSerializerOptions.Web)!); // A line of JSON.
        _verdicts.Writer.TryComplete(new InvalidOperationException($"The receiver has ended. {await errors}"));
    }
}

/// <summary>What the receiver says of a token.</summary>
/// <param name="Way"><c>push</c> or <c>poll</c>.</param>
/// <param name="Accepted">Whether it verifies.</param>
/// <param name="Jti">Its id, if it does.</param>
/// <param name="Event">The URI of its event, if it does.</param>
/// <param name="Kid">The key that signed it, if it does.</param>
/// <param name="Alg">How that signed, if it does.</param>
/// <param name="Reason">Why it does not.</param>
public sealed record JoseVerdict(string Way, bool Accepted, string? Jti, string? Event, string? Kid, string? Alg, string? Reason);
