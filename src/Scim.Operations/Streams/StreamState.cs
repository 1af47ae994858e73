using Scim.Provisioning.Streams;

namespace Scim.Operations.Streams;

/// <summary>A stream and how its delivery goes.</summary>
/// <param name="Stream">What was set.</param>
/// <param name="Delivery">What is noted of the delivery.</param>
/// <param name="Backlog">How many events wait, those set aside too.</param>
/// <param name="SetAside">How many the receiver refused for good.</param>
/// <param name="OldestAge">How old the oldest of them is; null if none waits.</param>
public sealed record StreamState(StreamRecord Stream, StreamDelivery Delivery, int Backlog, int SetAside, TimeSpan? OldestAge)
{
    /// <summary>
    /// True if its creation or its last change was broken off, so that writes do not go by it yet. To set its status once more finishes
    /// that.
    /// </summary>
    public bool IsUnfinished { get; init; }
}
