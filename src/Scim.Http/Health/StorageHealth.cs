using Microsoft.Extensions.Logging;
using Scim.Http.Logging;
using Scim.Provisioning;

namespace Scim.Http.Health;

/// <summary>Whether storage answers, asked by one for all who want to know, and not again for 5 s.</summary>
internal sealed partial class StorageHealth(IStorageProbe probe, TimeProvider time, ILogger<StorageHealth> logger)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Task<bool>? _check;
    private long _checkedAt;

    /// <summary>True if storage answered when it was last asked.</summary>
    public Task<bool> IsHealthyAsync()
    {
        lock (_gate)
        {
            if (_check is null || (_check.IsCompleted && time.GetElapsedTime(_checkedAt) >= Remembered))
                _check = CheckAsync();
            return _check;
        }
    }

    private async Task<bool> CheckAsync()
    {
        using var deadline = new CancellationTokenSource(StorageDeadline.Length, time);
        try
        {
            await probe.CheckAsync(deadline.Token);
            return true;
        }
        catch (Exception outage)
        {
            StorageDoesNotAnswer(FaultDescription.Of(outage));
            return false;
        }
        finally
        {
            _checkedAt = time.GetTimestamp();
        }
    }

    [LoggerMessage(EventId = 1101, Level = LogLevel.Error, Message = "Storage does not answer: {Fault}")]
    private partial void StorageDoesNotAnswer(string fault);
}
