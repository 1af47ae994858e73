using Scim.Provisioning.Identities;
using Scim.Provisioning.Requests;

namespace Scim.Http.Recording;

/// <summary>The requests of one client within one minute, as far as they are counted.</summary>
/// <param name="client">The client.</param>
/// <param name="minute">When the minute began.</param>
internal sealed class TrafficCount(ClientId client, DateTimeOffset minute)
{
    private readonly Dictionary<(string Operation, int StatusClass), long> _answered = [];
    private long _denied;
    private long _lost;
    private TimeSpan _duration;
    private TimeSpan _longest;
    private long _changes;
    private long _written;

    /// <summary>The client.</summary>
    public ClientId Client { get; } = client;

    /// <summary>When the minute began.</summary>
    public DateTimeOffset Minute { get; } = minute;

    /// <summary>True if something has been counted that is not stored.</summary>
    public bool IsUnwritten => _written < _changes;

    /// <summary>Counts an answer.</summary>
    public void Answered(string operation, int status, TimeSpan duration)
    {
        _changes++;
        var key = (operation, status / 100);
        _answered[key] = _answered.GetValueOrDefault(key) + 1;
        _duration += duration;
        _longest = duration > _longest ? duration : _longest;
    }

    /// <summary>Counts a request that the meter denied.</summary>
    public void Denied()
    {
        _changes++;
        _denied++;
    }

    /// <summary>Counts entries that were lost.</summary>
    public void Lost(int entries)
    {
        _changes++;
        _lost += entries;
    }

    /// <summary>The counts as they stand now, and a mark for <see cref="Written"/>.</summary>
    public (RequestTraffic Counts, long Mark) Snapshot(AccountId account, string instance) => (
        new RequestTraffic(account, Minute, Client, instance)
        {
            Answered = [.. _answered.Select(entry => new AnsweredRequests(entry.Key.Operation, entry.Key.StatusClass, entry.Value))],
            Denied = _denied,
            Lost = _lost,
            Duration = _duration,
            Longest = _longest,
        },
        _changes);

    /// <summary>Notes that the counts of a mark are stored.</summary>
    public void Written(long mark) => _written = Math.Max(_written, mark);
}
