namespace Scim.Provisioning;

/// <summary>
/// A clock for what only this instance remembers: it begins at the time of its making and goes on evenly, however the clock is set.
/// </summary>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly DateTimeOffset _began = time.GetUtcNow();
    private readonly long _startedAt = time.GetTimestamp();

    public DateTimeOffset Now => _began + time.GetElapsedTime(_startedAt);
}
