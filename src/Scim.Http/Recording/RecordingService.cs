using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scim.Provisioning.Requests;

namespace Scim.Http.Recording;

/// <summary>Has the log of requests written while the host runs, and what waits when it has ended in order.</summary>
/// <param name="services">Where the writer is, if a log is kept.</param>
internal sealed class RecordingService(IServiceProvider services) : IHostedLifecycleService
{
    private readonly RecordWriter? _writer =
        services.GetService<IRequestLog>() is null ? null : services.GetRequiredService<RecordWriter>();

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Writes what waits, when the server has answered its last request.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => _writer?.StopAsync(cancellationToken) ?? Task.CompletedTask;
}
