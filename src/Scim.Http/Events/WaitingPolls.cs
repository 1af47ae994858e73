using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Http.Events;

/// <summary>The polls that wait for events at this instance; so many, and so many of a stream, that the others are not held up.</summary>
internal sealed class WaitingPolls : IDisposable
{
    /// <summary>The most that wait at once: 200. Any more are answered at once.</summary>
    public const int Most = 200;

    /// <summary>The most that wait at once for one stream: 20.</summary>
    public const int MostOfStream = 20;

    private readonly ConcurrentDictionary<StreamId, List<WaitingPoll>> _polls = new();
    private readonly CommitSignals _commits;
    private readonly TimeProvider _time;
    private readonly CancellationToken _stopping;
    private int _count;

    public WaitingPolls(CommitSignals commits, TimeProvider time, IHostApplicationLifetime? lifetime)
    {
        (_commits, _time, _stopping) = (commits, time, lifetime?.ApplicationStopping ?? default);
        commits.Committed += Wake;
    }

    /// <summary>How many wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many have looked and wait for the next look.</summary>
    public int Sleeping => _polls.Values.Sum(polls =>
    {
        lock (polls)
            return polls.Count(poll => poll.Sleeps);
    });

    /// <summary>Begins a wait, before which nothing was looked at; null if too many wait.</summary>
    public WaitingPoll? TryBegin(StreamId stream)
    {
        if (Interlocked.Increment(ref _count) <= Most && _polls.GetOrAdd(stream, _ => []) is var polls)
        {
            lock (polls)
            {
                if (polls.Count < MostOfStream)
                {
                    var poll = new WaitingPoll(_time, ended => End(stream, ended), _stopping);
                    polls.Add(poll);
                    return poll;
                }
            }
        }
        Interlocked.Decrement(ref _count);
        return null;
    }

    public void Dispose() => _commits.Committed -= Wake;

    private void End(StreamId stream, WaitingPoll poll)
    {
        if (_polls.TryGetValue(stream, out var polls))
        {
            lock (polls)
                polls.Remove(poll);
        }
        Interlocked.Decrement(ref _count);
    }

    private void Wake(AccountId account, IReadOnlyList<StreamSetting> streams)
    {
        foreach (var stream in streams)
        {
            if (stream.IsPush || !_polls.TryGetValue(stream.Id, out var polls))
                continue;
            lock (polls)
                polls.ForEach(poll => poll.Wake());
        }
    }
}
