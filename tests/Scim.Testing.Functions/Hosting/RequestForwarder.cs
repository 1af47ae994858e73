using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Testing.Functions.Protocol;
using Scim.Testing.Functions.Workers;
using Yarp.ReverseProxy.Forwarder;

namespace Scim.Testing.Functions.Hosting;

/// <summary>
/// Answers a request as the host does: finds the function, forwards the request to the worker, calls the function with the invocation's
/// id over the worker's stream, and awaits both. Without a function it is 404, and any failure 500, both without a body.
/// </summary>
internal sealed class RequestForwarder(LivingWorker worker, IHttpForwarder forwarder) : IDisposable
{
    private const string InvocationId = "x-ms-invocation-id";

    // The host's own limit; the default is 100 s.
    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = TimeSpan.FromMinutes(4) };

    private readonly HttpMessageInvoker _client = new(new RefusedConnectionHandler(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
    }));

    private int _running;

    /// <summary>How many requests it has and did not answer yet.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        Interlocked.Increment(ref _running);
        try
        {
            if (!context.Request.Host.HasValue)
            {
                Fail(context); // The host cannot make a URL of it.
                return;
            }
            var current = await worker.Current.WaitAsync(context.RequestAborted);
            var values = new RouteValueDictionary();
            if (current.Functions.FirstOrDefault(function => function.Takes(context.Request, values)) is not { } function)
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            else if (!await CallAsync(context, current, function, values))
                Fail(context);
        }
        catch (WorkerException)
        {
            Fail(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>An id that the client sent stays, though the worker then waits in vain for the invocation that has it.</summary>
    private async Task<bool> CallAsync(HttpContext context, Worker current, WorkerFunction function, RouteValueDictionary values)
    {
        var invocation = Guid.NewGuid().ToString();
        context.Request.Headers.TryAdd(InvocationId, invocation);
        var forwarding = forwarder.SendAsync(context, current.Address, _client, Config, HttpTransformer.Default).AsTask();
        var call = current.Connection.InvokeByHttpAsync(function, invocation, values, CancellationToken.None);
        var isForwarded = await forwarding == ForwarderError.None;
        if (isForwarded) await call;
        else _ = call.ContinueWith(static done => done.Exception, TaskScheduler.Default);
        return isForwarded;
    }

    private static void Fail(HttpContext context)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }
}
