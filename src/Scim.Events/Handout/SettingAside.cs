using System.Collections.Concurrent;
using Scim.Events.Telemetry;
using Scim.Provisioning;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Handout;

/// <summary>Sets events aside that their receiver refuses for good, up to a bound: what is beyond it stays waiting.</summary>
/// <param name="outbox">The events.</param>
/// <param name="time">The clock.</param>
public sealed class SettingAside(IOutbox outbox, TimeProvider time)
{
    /// <summary>About how many events of a stream may be set aside: 1,000.</summary>
    public const int Most = 1_000;

    /// <summary>The most characters of a reason: 256.</summary>
    public const int LongestReason = 256;

    // Those set aside lie before most of the others.
    private const int MostKeys = 20_000;
    private const int MostStreams = 1_000;
    private const int AtOnce = 8;
    private static readonly TimeSpan CountLifetime = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<StreamId, Counted> _counts = new();

    /// <summary>
    /// Sets events aside, each with its reason, which is cut to <see cref="LongestReason"/>; one that is gone is left out.
    /// </summary>
    /// <returns>How many were set aside.</returns>
    /// <exception cref="StorageUnavailableException">Storage cannot tell.</exception>
    public async Task<int> SetAsideAsync(
        StreamRecord stream, IEnumerable<KeyValuePair<EventId, string>> events, CancellationToken cancellationToken)
    {
        var counted = await CountAsync(stream, cancellationToken);
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(events, options, async (refused, cancelled) =>
        {
            if (Interlocked.Increment(ref counted.SetAside) > Most
                || !await outbox.SetAsideAsync(stream.Account, stream.Id, refused.Key, Shown(refused.Value), cancelled))
            {
                Interlocked.Decrement(ref counted.SetAside);
                return;
            }
            Interlocked.Increment(ref done);
        });
        if (done > 0)
            EventMetrics.SetAside(stream, done);
        return done;
    }

    private static string Shown(string reason)
    {
        var visible = reason.Take(LongestReason).Select(one => char.IsControl(one) || char.IsSurrogate(one) ? ' ' : one);
        var shown = string.Concat(visible).Trim();
        return shown.Length > 0 ? shown : "refused"; // An empty one would mean that it is not set aside.
    }

    private async Task<Counted> CountAsync(StreamRecord stream, CancellationToken cancellationToken)
    {
        if (_counts.TryGetValue(stream.Id, out var known) && time.GetElapsedTime(known.Since) < CountLifetime)
            return known;
        var counted = new Counted(time.GetTimestamp());
        var keys = 0;
        await foreach (var page in outbox.KeysAsync(stream.Account, stream.Id, from: null, before: null, cancellationToken))
        {
            keys += page.Count;
            counted.SetAside += page.Count(key => key.IsSetAside);
            if (counted.SetAside >= Most || keys >= MostKeys)
                break;
        }
        if (_counts.Count >= MostStreams)
            _counts.Clear();
        return _counts[stream.Id] = counted;
    }

    private sealed class Counted(long since)
    {
        public int SetAside;

        public long Since => since;
    }
}
