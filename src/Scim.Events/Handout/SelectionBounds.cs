using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;

namespace Scim.Events.Handout;

/// <summary>How many events are selected, and which are not to be.</summary>
public sealed record SelectionBounds
{
    /// <summary>The most events, 1 to 1,000.</summary>
    public required int Most { get; init; }

    /// <summary>
    /// The most bytes of their tokens together, in base64url; one event is selected whatever its size. Default: no bound.
    /// </summary>
    public long MostBytes { get; init; } = long.MaxValue;

    /// <summary>Users of whom an event is under way: none of theirs is selected. Default: none.</summary>
    public IReadOnlySet<UserId> BusyUsers { get; init; } = new HashSet<UserId>();

    /// <summary>
    /// Events that their receiver has taken, whose rows may not be removed yet: they count as removed. Default: none.
    /// </summary>
    /// <remarks>One that is under way does not belong here: name its user, and select nothing while one about the stream is.</remarks>
    public IReadOnlySet<EventId> Gone { get; init; } = new HashSet<EventId>();

    /// <summary>
    /// Where a selection that could not look at everything stopped (<see cref="SelectedEvents.Next"/>). Default null: begins at the front.
    /// </summary>
    public EventId? After { get; init; }
}
