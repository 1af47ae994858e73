namespace Scim.Testing;

/// <summary>A clock that runs as the system's does and is wrong by so much.</summary>
/// <param name="shift">How far it is ahead.</param>
public sealed class ShiftedClock(TimeSpan shift = default) : TimeProvider
{
    private long _ticks = shift.Ticks;

    /// <summary>Puts it ahead by more. What waits by it is not woken.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));
}
