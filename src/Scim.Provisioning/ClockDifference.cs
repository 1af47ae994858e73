namespace Scim.Provisioning;

/// <summary>How far the clocks of the machines that share the storage may differ.</summary>
public static class ClockDifference
{
    /// <summary>
    /// 5 seconds. A stored time that lies further ahead of now than that was written by a clock that was wrong, or is read by one, and is
    /// not believed.
    /// </summary>
    public static TimeSpan Greatest { get; } = TimeSpan.FromSeconds(5);
}
