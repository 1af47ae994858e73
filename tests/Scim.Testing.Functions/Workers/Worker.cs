using System.Globalization;
using System.Text.Json;
using Scim.Testing.Functions.Protocol;

namespace Scim.Testing.Functions.Workers;

/// <summary>A process of the app that is ready for requests.</summary>
internal sealed class Worker : IAsyncDisposable
{
    private static readonly TimeSpan TimeToStart = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(10);

    private readonly GuardedProcess _process;
    private readonly WorkerConnection _connection;

    private Worker(GuardedProcess process, WorkerConnection connection, string address, IReadOnlyList<WorkerFunction> functions) =>
        (_process, _connection, Address, Functions) = (process, connection, address, functions);

    /// <summary>Where it takes HTTP requests.</summary>
    public string Address { get; }

    /// <summary>Its functions in the order in which they are tried.</summary>
    public IReadOnlyList<WorkerFunction> Functions { get; }

    /// <summary>What is asked of it.</summary>
    public WorkerConnection Connection => _connection;

    /// <summary>Its exit code, once it has ended; 128 and the number of the signal that killed it.</summary>
    public Task<int> Ended => _process.Ended;

    /// <summary>Starts the app and loads its functions.</summary>
    /// <param name="app">The folder of the published app.</param>
    /// <param name="settings">The app's settings, as environment variables.</param>
    /// <param name="listener">Where it is to connect.</param>
    /// <param name="output">Takes what it writes and logs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="WorkerException">
    /// It ended or failed, or took over two minutes; the message is one line with what it said.
    /// </exception>
    public static async Task<Worker> StartAsync(
        string app,
        IReadOnlyDictionary<string, string> settings,
        WorkerListener listener,
        WorkerOutput output,
        CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString();
        var connected = listener.ConnectionOfAsync(id, output.AddLogged);
        var process = GuardedProcess.Start(
            Command(app, id, listener.Address), environment => SetUp(environment, app, settings), output.Add);
        try
        {
            var started = LoadAsync(process, connected, app, cancellationToken);
            if (await Task.WhenAny(started, process.Ended).WaitAsync(TimeToStart, TimeProvider.System, cancellationToken) == started)
                return await started;
            throw new WorkerException($"it ended with exit code {await process.Ended}");
        }
        catch (Exception exception) when (exception is WorkerException or TimeoutException)
        {
            await process.DisposeAsync();
            throw new WorkerException($"The worker did not start: {exception.Message.TrimEnd('.')}. It said: {output.Reason}", exception);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills it, as SIGKILL does.</summary>
    public async Task KillAsync()
    {
        await _process.SignalAsync("KILL");
        await _process.Ended;
    }

    /// <summary>Asks it to end, and kills it if it does not within ten seconds.</summary>
    public async Task StopAsync()
    {
        try
        {
            if (!_process.Ended.IsCompleted) await _connection.EndAsync(CancellationToken.None);
            await _process.Ended.WaitAsync(TimeToStop, TimeProvider.System);
        }
        catch (Exception exception) when (exception is TimeoutException or IOException or InvalidOperationException)
        {
            // It is killed below.
        }
        await DisposeAsync();
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<Worker> LoadAsync(
        GuardedProcess process, Task<WorkerConnection> connected, string app, CancellationToken cancellationToken)
    {
        var connection = await connected.WaitAsync(cancellationToken);
        var (address, functions) = await connection.LoadAsync(app, cancellationToken);
        return new Worker(process, connection, address, functions);
    }

    /// <summary>As the host starts it, with every argument in both of its spellings.</summary>
    private static IEnumerable<string> Command(string app, string id, Uri host)
    {
        var most = int.MaxValue.ToString(CultureInfo.InvariantCulture);
        var request = Guid.NewGuid().ToString();
        return
        [
            "dotnet", Path.Combine(app, ProgramOf(app)),
            "--host", host.Host, "--port", host.Port.ToString(CultureInfo.InvariantCulture),
            "--workerId", id, "--requestId", request, "--grpcMaxMessageLength", most,
            "--functions-uri", host.AbsoluteUri, "--functions-worker-id", id, "--functions-request-id", request,
            "--functions-grpc-max-message-length", most,
        ];
    }

    /// <summary>The program that the app names to the host.</summary>
    private static string ProgramOf(string app)
    {
        using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(app, "worker.config.json")));
        return config.RootElement.GetProperty("description").GetProperty("defaultWorkerPath").GetString()
            ?? throw new WorkerException("worker.config.json names no program.");
    }

    private static void SetUp(IDictionary<string, string?> environment, string app, IReadOnlyDictionary<string, string> settings)
    {
        foreach (var name in environment.Keys.Where(IsSetting).ToList()) environment.Remove(name);
        environment["FUNCTIONS_APPLICATION_DIRECTORY"] = app;
        foreach (var (key, value) in settings) environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
    }

    /// <summary>What the tests' own environment may have of the app's settings.</summary>
    private static bool IsSetting(string variable) =>
        ((string[])["TableStorage__", "Scim__", "Events__", "Logging__", "ASPNETCORE_", "APPLICATIONINSIGHTS_", "OTEL_"])
            .Any(prefix => variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
