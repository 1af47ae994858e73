namespace Scim.Resilience.Tests.Schemas;

/// <summary>A clock that stands still until a test moves it. What waits for a while waits as long as the system's clock says.</summary>
/// <param name="start">Its time at first.</param>
/// <param name="shift">How far it is ahead of others.</param>
internal sealed class DrivenClock(DateTimeOffset start, TimeSpan shift) : TimeProvider
{
    private long _ticks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Moves it to a time since its start.</summary>
    public void MoveTo(TimeSpan sinceStart) => Volatile.Write(ref _ticks, sinceStart.Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => start + shift + TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _ticks);
}
