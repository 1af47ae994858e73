namespace Scim.Testing;

/// <summary>A clock that runs as the system's does and is wrong by a constant.</summary>
/// <param name="shift">How far it is ahead.</param>
public sealed class ShiftedClock(TimeSpan shift) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
}
