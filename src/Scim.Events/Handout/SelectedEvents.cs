using Scim.Provisioning.Events;

namespace Scim.Events.Handout;

/// <summary>What a look at a stream's outbox found.</summary>
/// <param name="Events">
/// The events that may be handed out now, in the order of their ids: one about the stream, or at most one of each user.
/// </param>
/// <param name="HasMore">
/// True if there are more that can be handed out, now or as soon as those selected and those under way are removed. What waits for an
/// event that is set aside does not count.
/// </param>
/// <param name="Lost">Events that nobody took in time. The caller removes them, and counts them as lost.</param>
/// <param name="Void">Events that are not to be delivered: those from before the stream's beginning. The caller removes them.</param>
/// <param name="Next">
/// After which event the next selection goes on, because this one or one before had looked at <see cref="EventSelection.MostRows"/> rows;
/// null if it begins at the front.
/// </param>
public sealed record SelectedEvents(
    IReadOnlyList<OutboxEvent> Events,
    bool HasMore,
    IReadOnlyList<EventId> Lost,
    IReadOnlyList<EventId> Void,
    EventId? Next);
