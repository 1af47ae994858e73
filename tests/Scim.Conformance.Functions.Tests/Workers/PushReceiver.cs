using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Scim.LocalHost.Azurite;
using Scim.Testing;

namespace Scim.Conformance.Tests.Workers;

/// <summary>A receiver that events are pushed to. It takes each at once, unless it holds its answers back.</summary>
internal sealed class PushReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _arrived = new();
    private volatile TaskCompletionSource _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PushReceiver(AzuriteCertificate files)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listen => listen.UseHttps(X509Certificate2.CreateFromPemFile(files.CertificateFile, files.KeyFile))));
        _app = builder.Build();
        _app.MapPost("/events", TakeAsync);
        Release();
    }

    /// <summary>Where events are pushed to.</summary>
    public Uri Endpoint => new($"{_app.Urls.First()}/events");

    /// <summary>The tokens that have arrived, answered or not.</summary>
    public IReadOnlyCollection<string> Arrived => _arrived;

    /// <summary>Starts one.</summary>
    /// <param name="files">Its certificate, for 127.0.0.1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<PushReceiver> StartAsync(AzuriteCertificate files, CancellationToken cancellationToken)
    {
        var receiver = new PushReceiver(files);
        await receiver._app.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>Answers no more, until it is released.</summary>
    public void Hold() => _answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Answers what it held back, and what comes, at once.</summary>
    public void Release() => _answers.TrySetResult();

    /// <summary>Waits until so many tokens have arrived.</summary>
    public Task ArrivedAsync(int count, CancellationToken cancellationToken) =>
        Eventually.HoldsAsync(() => Task.FromResult(_arrived.Count >= count), cancellationToken);

    public ValueTask DisposeAsync()
    {
        Release();
        return _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        Assert.Equal("application/secevent+jwt", context.Request.ContentType); // Else it is a 500, and not taken.
        using var body = new StreamReader(context.Request.Body);
        _arrived.Enqueue(await body.ReadToEndAsync(context.RequestAborted));
        await _answers.Task.WaitAsync(context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}
