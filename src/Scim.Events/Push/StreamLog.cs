using Microsoft.Extensions.Logging;
using Scim.Provisioning.Identities;

namespace Scim.Events.Push;

/// <summary>What the log says of streams.</summary>
internal sealed partial class StreamLog(ILogger<StreamLog> logger)
{
    /// <summary>A receiver failed.</summary>
    public void Failed(AccountId account, StreamId stream, string reason, DateTimeOffset? next, int failures)
    {
        // Once when it begins, and then as often as it is tried in an hour.
        if (failures == 1 || failures % 12 == 0)
            HasFailed(stream, account, reason, next);
    }

    /// <summary>A stream's dispatching broke off.</summary>
    [LoggerMessage(EventId = 1514, Level = LogLevel.Warning, Message =
        "The dispatching of stream {Stream} of account {Account} broke off and goes on later. If this repeats itself, see the failure.")]
    public partial void BrokeOff(StreamId stream, AccountId account, Exception failure);

    /// <summary>A sweep broke off.</summary>
    [LoggerMessage(EventId = 1515, Level = LogLevel.Warning, Message =
        "Streams could not be swept, which is tried again. If this repeats itself, see the failure.")]
    public partial void SweepBrokeOff(Exception failure);

    /// <summary>An event was set aside.</summary>
    [LoggerMessage(EventId = 1512, Level = LogLevel.Warning, Message =
        "The receiver of stream {Stream} of account {Account} refused an event for good: {Reason}. Later events of its user wait. Mend the "
        + "receiver, then: scim stream redeliver --account {Account} {Stream}")]
    public partial void IsSetAside(StreamId stream, AccountId account, string reason);

    [LoggerMessage(EventId = 1513, Level = LogLevel.Warning, Message =
        "The receiver of stream {Stream} of account {Account} cannot be reached: {Reason}. It is tried again at {Next:u}.")]
    private partial void HasFailed(StreamId stream, AccountId account, string reason, DateTimeOffset? next);
}
