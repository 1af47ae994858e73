using Scim.Provisioning;

namespace Scim.Http.Pipeline;

/// <summary>How long a request may wait for storage.</summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly CancellationTokenSource _expiry;
    private readonly CancellationTokenSource _either;

    /// <summary>Starts the time.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="aborted">Cancelled when the client has gone.</param>
    public RequestDeadline(TimeProvider time, CancellationToken aborted)
    {
        _expiry = StorageDeadline.Start(time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_expiry.Token, aborted);
    }

    /// <summary>Cancelled when the time is up or the client has gone.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>True once the time was up.</summary>
    public bool IsExpired => _expiry.IsCancellationRequested;

    /// <summary>Stops the time while the client, not storage, is waited for.</summary>
    public void Pause() => _expiry.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Starts the time again.</summary>
    public void Restart() => _expiry.CancelAfter(StorageDeadline.Length);

    public void Dispose()
    {
        _either.Dispose();
        _expiry.Dispose();
    }
}
