namespace Scim.Cli.Tests.Users;

/// <summary>A clock by which half a minute passes between any two looks at its stopwatch.</summary>
internal sealed class HastyClock : TimeProvider
{
    private long _looks;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => 30 * Interlocked.Increment(ref _looks);
}
