using System.Collections.Concurrent;
using Scim.Provisioning;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Handout;

/// <summary>Notes when a stream's events were taken last, once a minute at most: operators see it, nothing depends on it.</summary>
/// <param name="streams">Where it is noted.</param>
/// <param name="time">The clock.</param>
public sealed class DeliveryNotes(IStreamStore streams, TimeProvider time)
{
    private const int MostStreams = 1_000;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<StreamId, long> _noted = new();

    /// <summary>Events were taken. What cannot be noted now is noted another time.</summary>
    public async Task DeliveredAsync(StreamRecord stream, CancellationToken cancellationToken)
    {
        if (_noted.TryGetValue(stream.Id, out var last) && time.GetElapsedTime(last) < Every)
            return;
        if (_noted.Count >= MostStreams)
            _noted.Clear();
        _noted[stream.Id] = time.GetTimestamp();
        try
        {
            var delivery = await streams.FindDeliveryAsync(stream.Account, stream.Id, cancellationToken);
            await streams.WriteDeliveryAsync(delivery with { LastDelivered = time.GetUtcNow() }, cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            // The next delivery is noted.
        }
    }
}
