using Scim.Events.Handout;
using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Http.Events;

/// <summary>
/// Reads ahead for receivers that take a backlog poll by poll: one that acknowledges all that it was just given gets the next events from
/// memory. To others it gives nothing, so that they are given again what they did not acknowledge.
/// </summary>
/// <param name="selection">Reads the events.</param>
/// <param name="time">The clock.</param>
internal sealed class PollsAhead(EventSelection selection, TimeProvider time)
{
    /// <summary>For how many streams at once events are kept. Those of one have at most 8 MiB, for 2 s.</summary>
    public const int MostStreams = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<StreamId, Course> _courses = [];

    /// <summary>The next events; null if they must be looked for.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="taken">All that the receiver acknowledges.</param>
    /// <param name="bounds">How many events are asked for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<SelectedEvents?> SelectAsync(
        StreamRecord stream, IReadOnlySet<EventId> taken, SelectionBounds bounds, CancellationToken cancellationToken)
    {
        if (Take(stream.Id) is not { } course || IsOver(course.Began) || !course.Given.All(taken.Contains))
            return null;
        var gone = course.Gone.Union(taken).ToHashSet();
        var ahead = course.Ahead?.HoldFor(stream) == true ? course.Ahead : null;
        var found = ahead?.Select(bounds with { Gone = gone });
        if (found is null or { Events.Count: 0, Lost.Count: 0, Void.Count: 0 })
        {
            gone = [.. taken];
            ahead = (ahead is null ? null : await selection.ReadFurtherAsync(stream, gone, ahead, cancellationToken))
                ?? await selection.ReadAheadAsync(stream, gone, cancellationToken);
            found = ahead.Select(bounds with { Gone = gone });
        }
        // What nobody is to get any more is removed by who looks for events.
        if (found.Lost.Count + found.Void.Count > 0 || found is { Events.Count: 0, HasMore: true })
            return null;
        if (found.Events.Count > 0)
            Note(stream.Id, found, ahead, gone);
        return found;
    }

    /// <summary>Notes what a receiver is given, which it may acknowledge with its next poll.</summary>
    public void Note(StreamId stream, SelectedEvents found)
    {
        if (found is { HasMore: true, Events.Count: > 0 })
            Note(stream, found, ahead: null, gone: []);
    }

    private void Note(StreamId stream, SelectedEvents found, EventsAhead? ahead, HashSet<EventId> gone)
    {
        lock (_lock)
        {
            foreach (var left in _courses.Where(course => IsOver(course.Value.Began)).ToList())
                _courses.Remove(left.Key);
            if (_courses.Count == MostStreams && !_courses.ContainsKey(stream))
                _courses.Remove(_courses.MinBy(course => course.Value.Began).Key);
            _courses[stream] = new Course([.. found.Events.Select(told => told.Id)], time.GetTimestamp(), ahead, gone);
        }
    }

    /// <summary>Of receivers that poll for a stream at once, one goes on.</summary>
    private Course? Take(StreamId stream)
    {
        lock (_lock)
            return _courses.Remove(stream, out var course) ? course : null;
    }

    private bool IsOver(long began) => time.GetElapsedTime(began) >= EventsAhead.Lifetime;

    /// <param name="Given">What was given last.</param>
    /// <param name="Began">When.</param>
    /// <param name="Ahead">What was read ahead; null for nothing yet.</param>
    /// <param name="Gone">What was taken of it.</param>
    private sealed record Course(IReadOnlyList<EventId> Given, long Began, EventsAhead? Ahead, HashSet<EventId> Gone);
}
