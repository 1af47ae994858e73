using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;

namespace Scim.Events.Push;

/// <summary>What waits in a stream's outbox.</summary>
/// <param name="Count">How many events, up to <see cref="Most"/>.</param>
/// <param name="Oldest">When the oldest of them was made; null if there are none.</param>
/// <param name="CanGo">True if some may be handed out, as far as their keys tell.</param>
internal readonly record struct WaitingEvents(int Count, DateTimeOffset? Oldest, bool CanGo)
{
    /// <summary>How many are counted at most: 10,000.</summary>
    public const int Most = 10_000;

    /// <summary>Counts them, a request for each thousand.</summary>
    public static async Task<WaitingEvents> CountAsync(IOutbox outbox, StreamRecord stream, CancellationToken cancellationToken)
    {
        var waiting = default(WaitingEvents);
        await foreach (var page in outbox.KeysAsync(stream.Account, stream.Id, from: null, before: null, cancellationToken))
        {
            foreach (var key in page)
                waiting = waiting.With(key, stream);
            if (waiting.Count >= Most)
                break;
        }
        return waiting with { Count = Math.Min(waiting.Count, Most) };
    }

    private WaitingEvents With(OutboxKey key, StreamRecord stream) => new(
        Count + 1,
        Oldest < key.When ? Oldest : key.When,
        CanGo || (!key.IsSetAside && (stream.Status == StreamStatus.Enabled || key.Id.IsControl)));
}
