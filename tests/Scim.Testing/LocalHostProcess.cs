using System.Diagnostics;
using System.Text;

namespace Scim.Testing;

/// <summary>A local host as a process of its own, on a free port of 127.0.0.1. It ends with the test process, however that ends.</summary>
public sealed class LocalHostProcess : ITestHost
{
    private const string Base = "SCIM 2.0 at ";
    private static readonly TimeSpan TimeToStart = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private bool _disposed;

    private LocalHostProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!; // null only with UseShellExecute
        _process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Add(_error, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <inheritdoc/>
    public string ScimBase => Lines(_output).First(line => line.StartsWith(Base, StringComparison.Ordinal))[Base.Length..];

    /// <summary>What it wrote to standard output so far.</summary>
    public string Output => Read(_output);

    /// <summary>What it wrote to standard error so far.</summary>
    public string Error => Read(_error);

    /// <inheritdoc/>
    public string Log => Output + Error;

    /// <summary>Starts a host and waits until it listens.</summary>
    /// <param name="settings">Settings by their configuration keys.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="environment">Variables to set besides those of this process; null to leave one out.</param>
    /// <exception cref="InvalidOperationException">It ended before; the message is what it wrote.</exception>
    public static async Task<LocalHostProcess> StartAsync(
        IReadOnlyDictionary<string, string> settings,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var host = Launch(settings, environment);
        var ended = host._process.WaitForExitAsync(cancellationToken);
        await Task.WhenAny(host._greeted.Task, ended).WaitAsync(TimeToStart, TimeProvider.System, cancellationToken);
        if (host._greeted.Task.IsCompleted) return host;
        await host.DisposeAsync();
        throw new InvalidOperationException($"The local host did not start.\n{host.Output}{host.Error}");
    }

    /// <summary>Starts a host without waiting for anything.</summary>
    /// <param name="settings">Settings by their configuration keys.</param>
    /// <param name="environment">Variables to set besides those of this process; null to leave one out.</param>
    public static LocalHostProcess Launch(
        IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? DotnetOfPath())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Scim.LocalHost.dll"));
        start.ArgumentList.Add("--LocalHost:StopWhenInputEnds=true");
        if (!settings.ContainsKey("LocalHost:Console")) start.ArgumentList.Add("--LocalHost:Console=false");
        if (!settings.ContainsKey("urls")) start.ArgumentList.Add("--urls=http://127.0.0.1:0");
        foreach (var (key, value) in settings) start.ArgumentList.Add($"--{key}={value}");
        foreach (var key in start.Environment.Keys.Where(IsSetting).ToList()) start.Environment.Remove(key);
        start.Environment["DOTNET_hostBuilder__reloadConfigOnChange"] = "false";
        foreach (var (key, value) in environment ?? new Dictionary<string, string?>()) start.Environment[key] = value;
        return new LocalHostProcess(start);
    }

    /// <summary>Presses Enter.</summary>
    public Task PressEnterAsync() => _process.StandardInput.WriteLineAsync();

    /// <summary>Presses Enter, and ends its input.</summary>
    public async Task EndInputAsync()
    {
        await PressEnterAsync();
        _process.StandardInput.Close();
    }

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends a signal and waits for the end.</summary>
    /// <param name="signal">Its name: <c>INT</c>, as Ctrl-C sends it, or <c>TERM</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(string signal, CancellationToken cancellationToken)
    {
        using var sender = Process.Start("sh", ["-c", $"kill -{signal} {_process.Id}"]);
        await sender.WaitForExitAsync(cancellationToken);
        return await ExitAsync(cancellationToken);
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(TimeToStop, TimeProvider.System, cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Stops it in order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        _process.StandardInput.Close();
        try
        {
            await ExitAsync(CancellationToken.None);
        }
        catch (TimeoutException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static string DotnetOfPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"))
            .First(File.Exists);

    private static bool IsSetting(string variable) =>
        variable.StartsWith("TableStorage__", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("Demo__", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("LocalHost__", StringComparison.OrdinalIgnoreCase)
        || variable.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase);

    private static string Read(StringBuilder text)
    {
        lock (text) return text.ToString();
    }

    private static string[] Lines(StringBuilder text) => Read(text).Split('\n');

    private void Add(StringBuilder text, string? line)
    {
        if (line is null) return;
        lock (text) text.Append(line).Append('\n');
        if (line.StartsWith("Ctrl-C", StringComparison.Ordinal)) _greeted.TrySetResult();
    }
}
