namespace Scim.Verification.Exchanges;

/// <summary>Lets requests go at a rate: as many at once as go in a second, one at least, and then each when its time has come.</summary>
/// <param name="perSecond">Requests in a second, from 0.1.</param>
/// <param name="time">The clock.</param>
internal sealed class Pace(double perSecond, TimeProvider time)
{
    private readonly TimeSpan _each = TimeSpan.FromSeconds(1 / perSecond);
    private readonly TimeSpan _reserve = TimeSpan.FromSeconds(Math.Max(0, 1 - (1 / perSecond)));
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next = TimeSpan.MinValue;

    /// <summary>Waits until a request may go.</summary>
    public async Task WaitAsync(CancellationToken stop)
    {
        var now = Now();
        var earliest = now - _reserve;
        if (_next < earliest) _next = earliest;
        var wait = _next - now;
        _next += _each;
        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, stop);
    }

    /// <summary>Waits as long as the service says, and starts anew then without a reserve.</summary>
    public async Task PauseAsync(TimeSpan length, CancellationToken stop)
    {
        await Task.Delay(length, time, stop);
        _next = Now();
    }

    // The clock on the wall may be set back meanwhile.
    private TimeSpan Now() => time.GetElapsedTime(_start);
}
