using Microsoft.Extensions.Time.Testing;

namespace Scim.Resilience.Tests.Metering;

/// <summary>A clock that a test moves on, and whose timers run by the system's: what waits a few milliseconds waits for nobody.</summary>
internal sealed class SteppedClock() : FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime, period);
}
