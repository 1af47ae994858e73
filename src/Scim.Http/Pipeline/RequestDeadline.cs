using Scim.Provisioning;
using Scim.Provisioning.Waiting;

namespace Scim.Http.Pipeline;

/// <summary>How long a request may wait for storage.</summary>
internal sealed class RequestDeadline : IStorageTime, IDisposable
{
    private readonly CancellationTokenSource _expiry;
    private readonly CancellationTokenSource _either;
    private long _startedAt;
    private TimeSpan _left = StorageDeadline.Length;

    /// <summary>Starts the time.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="aborted">Cancelled when the client has gone.</param>
    public RequestDeadline(TimeProvider time, CancellationToken aborted)
    {
        Time = time;
        _startedAt = time.GetTimestamp();
        _expiry = new CancellationTokenSource(StorageDeadline.Length, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_expiry.Token, aborted);
        Token = _either.Token;
    }

    /// <summary>Cancelled when the time is up or the client has gone.</summary>
    public CancellationToken Token { get; }

    /// <summary>True once the time was up.</summary>
    public bool IsExpired => _expiry.IsCancellationRequested;

    /// <summary>The clock that it goes by.</summary>
    public TimeProvider Time { get; }

    /// <summary>Stops the time while something else than storage is waited for: the client, or the request's own computing.</summary>
    public void Pause()
    {
        _left -= Time.GetElapsedTime(_startedAt);
        _expiry.CancelAfter(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lets the time that is left run on after a pause.</summary>
    public void RunOn() => Run(_left > TimeSpan.Zero ? _left : TimeSpan.Zero);

    /// <summary>Gives the whole time again, since storage has just answered.</summary>
    public void Restart() => Run(StorageDeadline.Length);

    public void Dispose()
    {
        _either.Dispose();
        _expiry.Dispose();
    }

    private void Run(TimeSpan left)
    {
        _left = left;
        _startedAt = Time.GetTimestamp();
        _expiry.CancelAfter(left);
    }
}
