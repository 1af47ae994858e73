using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.LocalHost.Azurite;
using Yarp.ReverseProxy.Forwarder;

namespace Scim.Testing.Faults;

/// <summary>
/// Stands between a host and Azurite on a port of 127.0.0.1: lets requests through, lets the faults of a plan befall them, and may
/// refuse connections or take them and stay silent.
/// </summary>
public sealed class StorageProxy : IAsyncDisposable
{
    private readonly AzuriteProcess _azurite;
    private readonly FaultPlan? _plan;
    private readonly HttpMessageInvoker _storage;
    private WebApplication? _app;
    private readonly ConcurrentQueue<string> _requests = new();
    private TaskCompletionSource? _silence;

    private StorageProxy(AzuriteProcess azurite, FaultPlan? plan)
    {
        _azurite = azurite;
        _plan = plan;
        _storage = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>The port.</summary>
    public int Port { get; private set; }

    /// <summary>A connection string that leads through the proxy.</summary>
    public string ConnectionString => _azurite.ConnectionString.Replace(
        string.Create(CultureInfo.InvariantCulture, $":{_azurite.Port}/"),
        string.Create(CultureInfo.InvariantCulture, $":{Port}/"),
        StringComparison.Ordinal);

    /// <summary>Which requests it refuses as Azure does for want of a role; null for none.</summary>
    public Func<HttpRequest, bool>? Forbids { get; set; }

    /// <summary>What happens before a request is let through; null for nothing.</summary>
    public Func<HttpRequest, Task>? Before { get; set; }

    /// <summary>The requests that arrived, as method and target.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>Starts a proxy.</summary>
    /// <param name="azurite">Where requests go.</param>
    /// <param name="plan">What befalls them; null for nothing.</param>
    public static async Task<StorageProxy> StartAsync(AzuriteProcess azurite, FaultPlan? plan = null)
    {
        var proxy = new StorageProxy(azurite, plan);
        await proxy.ListenAsync();
        return proxy;
    }

    /// <summary>Refuses connections, and breaks those that are open, until <see cref="ListenAsync"/>.</summary>
    public async Task RefuseAsync()
    {
        if (_app is null) return;
        await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>Listens on the port that it had, or at first on a free one.</summary>
    public async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, Port);
        });
        _app = builder.Build();
        var forwarder = _app.Services.GetRequiredService<IHttpForwarder>();
        _app.Run(context => HandleAsync(context, forwarder));
        await _app.StartAsync();
        Port = new Uri(_app.Urls.First()).Port;
    }

    /// <summary>Takes requests and answers none, until <see cref="Speak"/>; those that it kept are lost then.</summary>
    public void FallSilent() => _silence ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Answers again.</summary>
    public void Speak()
    {
        _silence?.TrySetResult();
        _silence = null;
    }

    public async ValueTask DisposeAsync()
    {
        Speak();
        await RefuseAsync();
        _storage.Dispose();
    }

    private async Task HandleAsync(HttpContext context, IHttpForwarder forwarder)
    {
        _requests.Enqueue($"{context.Request.Method} {TargetOf(context)}");
        if (_silence is { } silence)
        {
            await silence.Task.WaitAsync(context.RequestAborted);
            context.Abort();
            return;
        }
        if (Forbids?.Invoke(context.Request) == true)
        {
            await RefuseAsync(context, HttpStatusCode.Forbidden, "AuthorizationPermissionMismatch");
            return;
        }
        if (Before is { } before) await before(context.Request);
        if (_plan?.Next() is not { } fault)
        {
            await ForwardAsync(context, forwarder);
            return;
        }
        switch (fault.Kind)
        {
            case FaultKind.Delayed:
                await Task.Delay(fault.Delay, TimeProvider.System, context.RequestAborted);
                await ForwardAsync(context, forwarder);
                break;
            case FaultKind.Failed:
                await RefuseAsync(context, HttpStatusCode.InternalServerError, "OperationTimedOut");
                break;
            case FaultKind.Throttled:
                await RefuseAsync(context, HttpStatusCode.ServiceUnavailable, "ServerBusy");
                break;
            case FaultKind.ThrottledWithRetryAfter:
                context.Response.Headers.RetryAfter = "1";
                await RefuseAsync(context, HttpStatusCode.ServiceUnavailable, "ServerBusy");
                break;
            case FaultKind.Dropped:
                await Task.Delay(fault.Delay, TimeProvider.System, context.RequestAborted);
                context.Abort();
                break;
            case FaultKind.AnswerDropped:
                await ForwardAsync(context, forwarder, new AnswerDropped());
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static string TargetOf(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    private async Task ForwardAsync(HttpContext context, IHttpForwarder forwarder, HttpTransformer? transformer = null) =>
        await forwarder.SendAsync(
            context, $"http://127.0.0.1:{_azurite.Port}", _storage, ForwarderRequestConfig.Empty, transformer ?? new Unchanged());

    private static Task RefuseAsync(HttpContext context, HttpStatusCode status, string code)
    {
        context.Response.StatusCode = (int)status;
        context.Response.Headers["x-ms-error-code"] = code;
        return context.Response.WriteAsJsonAsync(new Dictionary<string, object>
        {
            ["odata.error"] = new { code, message = new { lang = "en", value = code } },
        });
    }

    /// <summary>The target stays as it was written, since it is signed.</summary>
    private class Unchanged : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.RequestUri = new Uri(
                destinationPrefix + TargetOf(httpContext), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        }
    }

    /// <summary>Storage has answered, and the answer is thrown away with the connection.</summary>
    private sealed class AnswerDropped : Unchanged
    {
        public override async ValueTask<bool> TransformResponseAsync(
            HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
        {
            if (proxyResponse is not null) await proxyResponse.Content.CopyToAsync(Stream.Null, cancellationToken);
            httpContext.Abort();
            return false;
        }
    }
}
