using Scim.Provisioning.Upkeep;

namespace Scim.LocalHost.Upkeep;

/// <summary>Removes what has grown old, an hour after the start and then every hour: no timer of a platform does it here.</summary>
internal sealed class UpkeepService(UpkeepSweep sweep, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(20);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await sweep.RunAsync(MostTime, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
