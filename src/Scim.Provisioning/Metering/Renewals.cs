namespace Scim.Provisioning.Metering;

/// <summary>What runs in the background to take tokens ahead, so that it ends with the instance.</summary>
internal sealed class Renewals : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _running;
    private bool _ended;

    /// <summary>Cancelled when the instance ends.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>True if one may begin; it must tell its end by <see cref="Ended"/> then. False if the instance ends.</summary>
    public bool TryBegin()
    {
        lock (_gate)
        {
            if (_ended)
                return false;
            _running++;
            return true;
        }
    }

    /// <summary>One has ended.</summary>
    public void Ended()
    {
        lock (_gate)
        {
            if (--_running == 0 && _ended)
                _idle.TrySetResult();
        }
    }

    /// <summary>Lets no more begin, breaks those off that run, and waits for them.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _ended = true;
            if (_running == 0)
                _idle.TrySetResult();
        }
        await _end.CancelAsync();
        await _idle.Task;
    }
}
