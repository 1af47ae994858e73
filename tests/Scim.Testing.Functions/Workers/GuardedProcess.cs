using System.Diagnostics;
using System.Globalization;

namespace Scim.Testing.Functions.Workers;

/// <summary>A process that ends with this one, however this one ends.</summary>
internal sealed class GuardedProcess : IAsyncDisposable
{
    private readonly Process _guard;
    private readonly Action<string> _line;
    private readonly TaskCompletionSource<int> _id = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GuardedProcess(ProcessStartInfo start, Action<string> line)
    {
        _line = line;
        _guard = Process.Start(start)!; // null only with UseShellExecute
        _guard.OutputDataReceived += (_, output) => Add(output.Data);
        _guard.ErrorDataReceived += (_, error) =>
        {
            if (error.Data is not null) line(error.Data);
        };
        _guard.BeginOutputReadLine();
        _guard.BeginErrorReadLine();
        Ended = EndAsync();
    }

    /// <summary>
    /// Its exit code, once it has ended and its last line has been read; 128 and the number of the signal that killed it.
    /// </summary>
    public Task<int> Ended { get; }

    /// <summary>Starts a process.</summary>
    /// <param name="command">A command of the path, with its arguments.</param>
    /// <param name="environment">Sets its environment.</param>
    /// <param name="line">Takes each line that it writes to its output or its error stream.</param>
    public static GuardedProcess Start(IEnumerable<string> command, Action<IDictionary<string, string?>> environment, Action<string> line)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Workers", "guard.sh");
        var start = new ProcessStartInfo("sh", [script, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        environment(start.Environment);
        return new GuardedProcess(start, line);
    }

    /// <summary>Sends it a signal.</summary>
    /// <param name="signal">The signal's name: <c>KILL</c> or <c>TERM</c>.</param>
    public async Task SignalAsync(string signal)
    {
        using var sender = Process.Start("sh", ["-c", $"kill -{signal} {await _id.Task}"]);
        await sender.WaitForExitAsync();
    }

    /// <summary>Kills it if it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await Ended;
        _guard.Dispose();
    }

    private void Add(string? line)
    {
        if (line is null) return;
        if (_id.Task.IsCompleted) _line(line);
        else _id.SetResult(int.Parse(line, CultureInfo.InvariantCulture));
    }

    private async Task<int> EndAsync()
    {
        await _guard.WaitForExitAsync();
        return _guard.ExitCode;
    }
}
