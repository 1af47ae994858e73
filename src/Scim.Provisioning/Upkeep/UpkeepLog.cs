using Microsoft.Extensions.Logging;
using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Upkeep;

/// <summary>What the log says of the upkeep.</summary>
public sealed partial class UpkeepLog(ILogger<UpkeepLog> logger)
{
    /// <summary>A run is over.</summary>
    internal void Ended(UpkeepCounts counts)
    {
        var (requests, tokens) = (counts.Requests.Removed, counts.Tokens.Removed);
        var (buckets, audit) = (counts.Buckets.Removed, counts.Audit.Removed);
        if (counts.IsComplete)
            IsDone(requests, tokens, buckets, audit);
        else
            IsUndone(requests, tokens, buckets, audit);
    }

    [LoggerMessage(EventId = 1603, Level = LogLevel.Warning, Message =
        "The upkeep of account {Account} broke off and is left to the next run. If this repeats itself, see the failure.")]
    internal partial void AccountBrokeOff(AccountId account, Exception failure);

    [LoggerMessage(EventId = 1604, Level = LogLevel.Warning, Message =
        "The upkeep of {What} broke off and is left to the next run. If this repeats itself, see the failure.")]
    internal partial void BrokeOff(string what, Exception failure);

    [LoggerMessage(EventId = 1605, Level = LogLevel.Warning, Message =
        "The upkeep did nothing: {Difference}. By a wrong clock what is in use looks old. Set the clock of the machine.")]
    internal partial void ClockDiffers(string difference);

    [LoggerMessage(EventId = 1601, Level = LogLevel.Information, Message =
        "The upkeep removed {Requests} rows of the logs of requests, {Tokens} expired tokens, {Buckets} idle token buckets and {Audit} "
        + "audit rows.")]
    private partial void IsDone(long requests, long tokens, long buckets, long audit);

    [LoggerMessage(EventId = 1602, Level = LogLevel.Warning, Message =
        "The upkeep ended before it was done and goes on at the next run. It removed {Requests} rows of the logs of requests, {Tokens} "
        + "expired tokens, {Buckets} idle token buckets and {Audit} audit rows.")]
    private partial void IsUndone(long requests, long tokens, long buckets, long audit);
}
