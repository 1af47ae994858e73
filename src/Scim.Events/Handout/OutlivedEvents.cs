using Microsoft.Extensions.Logging;
using Scim.Events.Telemetry;
using Scim.Provisioning;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Handout;

/// <summary>Removes the events that a selection found and that nobody is to get any more, and tells those that are lost.</summary>
/// <param name="outbox">The events.</param>
/// <param name="streams">Where the losses are noted.</param>
/// <param name="logger">Where they are told.</param>
public sealed partial class OutlivedEvents(IOutbox outbox, IStreamStore streams, ILogger<OutlivedEvents> logger)
{
    private const int MostTries = 5;

    /// <summary>Removes what a selection names as void or lost.</summary>
    /// <returns>How many were lost.</returns>
    /// <exception cref="StorageUnavailableException">Storage gives no definite answer.</exception>
    public async Task<int> RemoveAsync(StreamRecord stream, SelectedEvents found, CancellationToken cancellationToken)
    {
        if (found.Void.Count > 0)
            await outbox.RemoveAsync(stream.Account, stream.Id, found.Void, cancellationToken);
        if (found.Lost.Count == 0)
            return 0;
        var lost = await outbox.RemoveAsync(stream.Account, stream.Id, found.Lost, cancellationToken);
        if (lost == 0)
            return 0; // Others were faster.
        EventMetrics.Lost(stream, lost);
        Lost(stream.Account, stream.Id, lost);
        await NoteAsync(stream, lost, cancellationToken);
        return lost;
    }

    private async Task NoteAsync(StreamRecord stream, int lost, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var delivery = await streams.FindDeliveryAsync(stream.Account, stream.Id, cancellationToken);
            if (await streams.WriteDeliveryAsync(delivery with { Lost = delivery.Lost + lost }, cancellationToken) is not null)
                return;
        }
    }

    [LoggerMessage(EventId = 1511, Level = LogLevel.Warning, Message =
        "Stream {Stream} of account {Account} lost {Lost} events: nobody took them within its retention. "
        + "Once the receiver works again, scim stream replay tells it every user anew.")]
    private partial void Lost(AccountId account, StreamId stream, int lost);
}
