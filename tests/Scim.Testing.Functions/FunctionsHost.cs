using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Testing.Functions.Hosting;
using Scim.Testing.Functions.Protocol;
using Scim.Testing.Functions.Workers;
using Yarp.ReverseProxy.Forwarder;

namespace Scim.Testing.Functions;

/// <summary>
/// Stands in for the Azure Functions host: runs the published app as a process, speaks the worker protocol with it, and gives it the
/// requests that arrive, as the real host does. Another worker comes when one dies.
/// </summary>
public sealed class FunctionsHost : ITestHost
{
    private const long LargestBody = 104_857_600;

    private readonly WorkerListener _listener;
    private readonly WorkerOutput _output;
    private readonly LivingWorker _worker;
    private readonly WebApplication _app;
    private readonly RequestForwarder _forwarder;
    private bool _disposed;

    private FunctionsHost(WorkerListener listener, WorkerOutput output, LivingWorker worker, string urls)
    {
        (_listener, _output, _worker) = (listener, output, worker);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.UseUrls(urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        _app = builder.Build();
        _forwarder = new RequestForwarder(worker, _app.Services.GetRequiredService<IHttpForwarder>());
        _app.Run(_forwarder.HandleAsync);
    }

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Url => _app.Urls.First();

    /// <inheritdoc/>
    public string ScimBase => $"{Url}/scim/v2";

    /// <inheritdoc/>
    public string Log => _output.Text;

    /// <summary>What its workers logged as errors.</summary>
    public IReadOnlyList<string> Errors => _output.Errors;

    /// <summary>How many requests it has and did not answer yet.</summary>
    public int Running => _forwarder.Running;

    /// <summary>How many workers were started after others had died.</summary>
    public int Replacements => _worker.Replacements;

    /// <summary>Starts the app and listens.</summary>
    /// <param name="app">The folder of the published app.</param>
    /// <param name="settings">The app's settings by their configuration keys.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="urls">Where to listen; a free port of 127.0.0.1 by default.</param>
    /// <exception cref="WorkerException">The app did not start; the message is one line with the last that it wrote.</exception>
    public static async Task<FunctionsHost> StartAsync(
        string app, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken, string urls = "http://127.0.0.1:0")
    {
        var output = new WorkerOutput();
        var listener = await WorkerListener.StartAsync();
        LivingWorker? worker = null;
        try
        {
            worker = await LivingWorker.StartAsync(() => Worker.StartAsync(app, settings, listener, output, cancellationToken));
            var host = new FunctionsHost(listener, output, worker, urls);
            await host._app.StartAsync(cancellationToken);
            return host;
        }
        catch
        {
            if (worker is not null) await worker.DisposeAsync();
            await listener.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the worker, as SIGKILL does. Another one comes.</summary>
    public async Task KillWorkerAsync() => await (await _worker.Current).KillAsync();

    /// <summary>The functions that timers call, as the worker tells, each with its schedule.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TimersAsync() =>
        TimersOf(await _worker.Current).ToDictionary(function => function.Name, function => function.Schedule);

    /// <summary>Calls a function as its timer does, and returns when the function does.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="stop">Tells the function to end, as a host does that stops.</param>
    /// <exception cref="WorkerException">It failed, or the worker is gone, or no timer calls a function of that name.</exception>
    public async Task FireTimerAsync(string name, CancellationToken cancellationToken, CancellationToken stop = default)
    {
        var worker = await _worker.Current;
        var function = TimersOf(worker).FirstOrDefault(function => function.Name == name)
            ?? throw new WorkerException($"The app has no function {name} that a timer calls.");
        await worker.Connection.InvokeByTimerAsync(function, Guid.NewGuid().ToString(), stop, cancellationToken);
    }

    /// <summary>
    /// Ends as the host does when it gets SIGTERM: takes no more requests, lets those that run finish, then ends the worker.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _app.StopAsync();
        await _worker.DisposeAsync();
        await _app.DisposeAsync();
        await _listener.DisposeAsync();
        _forwarder.Dispose();
    }

    private static IEnumerable<WorkerFunction> TimersOf(Worker worker) => worker.Functions.Where(function => function.IsTimer);
}
