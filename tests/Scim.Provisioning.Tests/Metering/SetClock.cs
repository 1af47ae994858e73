namespace Scim.Provisioning.Tests.Metering;

/// <summary>A clock that can be set, which leaves its timestamps alone.</summary>
internal sealed class SetClock(TimeProvider time) : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Ahead;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
