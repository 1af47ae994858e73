using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Scim.LocalHost.Azurite;

/// <summary>A running Azurite table service on 127.0.0.1. It ends with the process that started it, however that ends.</summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    /// <summary>The port of the table service that <c>UseDevelopmentStorage=true</c> means: 10002.</summary>
    public const int WellKnownPort = 10_002;

    private const string Ready = "READY ";
    private static readonly TimeSpan TimeToSave = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly DataFolder? _folder;
    private readonly Errors _errors;
    private bool _disposed;

    private AzuriteProcess(Process process, DataFolder? folder, Errors errors, Uri address)
    {
        _process = process;
        _folder = folder;
        _errors = errors;
        Endpoint = new Uri(address, "devstoreaccount1");
        ConnectionString = $"DefaultEndpointsProtocol={address.Scheme};AccountName=devstoreaccount1;AccountKey=" +
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;" +
            $"TableEndpoint={Endpoint};";
    }

    /// <summary>A connection string with the account and key that every Azurite has.</summary>
    public string ConnectionString { get; }

    /// <summary>The table endpoint.</summary>
    public Uri Endpoint { get; }

    /// <summary>The port.</summary>
    public int Port => Endpoint.Port;

    /// <summary>The id of the process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>True if nothing listens on a port of 127.0.0.1.</summary>
    public static bool IsFree(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Installs Azurite if need be and starts it.</summary>
    /// <exception cref="AzuriteException">
    /// Node.js is missing, npm failed, the port is taken, or the data folder is used by another process or cannot be written.
    /// </exception>
    public static async Task<AzuriteProcess> StartAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        var installation = await AzuriteInstallation.EnsureAsync(options.Commands, options.Progress, cancellationToken);
        var folder = options.DataFolder is { } path ? await DataFolder.OpenAsync(path, cancellationToken) : null;
        Process? process = null;
        try
        {
            process = Command.Start(options.Commands.Node, AzuriteInstallation.SourceFolder, Arguments(options, installation, folder));
            folder?.Remember(process);
            var errors = new Errors(process);
            return new AzuriteProcess(process, folder, errors, await AddressAsync(process, errors, cancellationToken));
        }
        catch
        {
            process?.Kill();
            process?.Dispose();
            if (folder is not null) await folder.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// The same on <see cref="WellKnownPort"/>, where the operator's command line and other tools look for an Azurite, or on the port of
    /// the options if another process has that one.
    /// </summary>
    /// <exception cref="AzuriteException">As from <see cref="StartAsync"/>.</exception>
    public static async Task<AzuriteProcess> StartWhereToolsLookAsync(AzuriteOptions options, CancellationToken cancellationToken)
    {
        if (IsFree(WellKnownPort))
        {
            try
            {
                return await StartAsync(options with { Port = WellKnownPort }, cancellationToken);
            }
            catch (AzuriteException) when (!IsFree(WellKnownPort))
            {
                // Another has taken it meanwhile.
            }
        }
        return await StartAsync(options, cancellationToken);
    }

    /// <summary>Waits until it ends, which it does of itself only when it fails.</summary>
    /// <returns>What to tell the user, in one line.</returns>
    public async Task<string> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        var reason = await _errors.Reason
            ?? string.Create(CultureInfo.InvariantCulture, $"it gave no reason, exit code {_process.ExitCode}");
        return _folder is { IsFull: true }
            ? $"Azurite has ended: it keeps at most 512 MB, and '{_folder.Path}' has reached them. " +
              "Set LocalHost:DataPath to another folder, or TableStorage:ConnectionString to a storage of your own."
            : $"Azurite has ended: {reason}. Start the local host again; what was saved is there.";
    }

    /// <summary>Stops it in an orderly way; data are saved.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        using var patience = new CancellationTokenSource(TimeToSave);
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
        if (_folder is not null) await _folder.DisposeAsync();
    }

    private static IEnumerable<string> Arguments(AzuriteOptions options, AzuriteInstallation installation, DataFolder? folder)
    {
        string[] always =
            ["run.js", "--modules", installation.Modules, "--port", options.Port.ToString(CultureInfo.InvariantCulture)];
        string[] data = folder is null ? [] : ["--data", folder.Path];
        string[] secure = options.Certificate is not { } certificate
            ? []
            : ["--oauth", "basic", "--cert", Path.GetFullPath(certificate.CertificateFile), "--key", Path.GetFullPath(certificate.KeyFile)];
        return [.. always, .. data, .. secure];
    }

    private static async Task<Uri> AddressAsync(Process process, Errors errors, CancellationToken cancellationToken)
    {
        var ready = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith(Ready, StringComparison.Ordinal) != false) ready.TrySetResult(line.Data?[Ready.Length..]);
        };
        process.BeginOutputReadLine();
        if (await ready.Task.WaitAsync(cancellationToken) is { } address) return new Uri(address);
        throw new AzuriteException($"Azurite did not start: {await errors.First.WaitAsync(cancellationToken) ?? "it gave no reason"}.");
    }

    /// <summary>What it writes to standard error.</summary>
    private sealed class Errors
    {
        private readonly TaskCompletionSource<string?> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<string?> _reason = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private string? _telling;

        public Errors(Process process)
        {
            process.ErrorDataReceived += (_, line) =>
            {
                if (line.Data is "") return;
                _first.TrySetResult(line.Data);
                if (line.Data is null) _reason.TrySetResult(_telling);
                else if (_telling?.Contains("error", StringComparison.OrdinalIgnoreCase) != true) _telling = line.Data;
            };
            process.BeginErrorReadLine();
        }

        /// <summary>The first line; null if there is none.</summary>
        public Task<string?> First => _first.Task;

        /// <summary>When it has ended, the first line that speaks of an error, or else the last; null if there is none.</summary>
        public Task<string?> Reason => _reason.Task;
    }
}
