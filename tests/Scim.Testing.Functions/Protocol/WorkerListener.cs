using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Scim.Testing.Functions.Protocol;

/// <summary>Takes the streams of workers on a port of 127.0.0.1.</summary>
internal sealed class WorkerListener : IAsyncDisposable
{
    private const string Path = "/AzureFunctionsRpcMessages.FunctionRpc/EventStream";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (Action<LogLevel, string> Log, TaskCompletionSource<WorkerConnection> Connected)>
        _expected = new();

    private WorkerListener()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        _app = builder.Build();
        _app.MapPost(Path, TakeAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Starts to listen.</summary>
    public static async Task<WorkerListener> StartAsync()
    {
        var listener = new WorkerListener();
        await listener._app.StartAsync();
        return listener;
    }

    /// <summary>Waits for the stream of a worker.</summary>
    /// <param name="worker">The worker's id.</param>
    /// <param name="log">Takes what the worker logs, line by line.</param>
    public Task<WorkerConnection> ConnectionOfAsync(string worker, Action<LogLevel, string> log) =>
        _expected.GetOrAdd(worker, _ => (log, new(TaskCreationOptions.RunContinuationsAsynchronously))).Connected.Task;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.StartAsync(context.RequestAborted);
        using var stream = new GrpcStream(context.Request.BodyReader, context.Response.BodyWriter);
        var worker = (await stream.ReadAsync(context.RequestAborted))?.Message(WorkerMessages.StartStream).Text(2);
        if (worker is null || !_expected.TryRemove(worker, out var expected)) return;
        var connection = new WorkerConnection(stream, expected.Log);
        expected.Connected.SetResult(connection);
        try
        {
            await connection.ReadToEndAsync(context.RequestAborted);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The worker has ended.
        }
    }
}
