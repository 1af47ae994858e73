using Microsoft.Extensions.Hosting;
using Scim.Events.Push;

namespace Scim.Hosting.Streams;

/// <summary>
/// Keeps the dispatcher of this instance awake while the host runs, and sweeps now and then where nobody else asks for it. Neither fails:
/// an end of either must not end the host.
/// </summary>
/// <param name="dispatcher">The dispatcher, which listens to commits once it is made.</param>
/// <param name="sweep">Looks at all streams.</param>
/// <param name="time">The clock.</param>
/// <param name="pace">How often it sweeps; null for never.</param>
public sealed class StreamService(
    PushDispatcher dispatcher, StreamSweep sweep, TimeProvider time, SweepPace? pace = null) : BackgroundService
{
    private static readonly TimeSpan MostOfSweep = TimeSpan.FromMinutes(4);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(base.StopAsync(cancellationToken), dispatcher.DisposeAsync().AsTask());
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (pace is null)
            return;
        using var timer = new PeriodicTimer(pace.Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await sweep.RunAsync(MostOfSweep, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}

/// <summary>How often a host sweeps by itself.</summary>
/// <param name="Every">The time between two sweeps.</param>
public sealed record SweepPace(TimeSpan Every);
