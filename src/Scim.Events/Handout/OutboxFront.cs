using Scim.Provisioning.Events;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Streams;

namespace Scim.Events.Handout;

/// <summary>What the pages of an outbox, from its front on, have of events that may be handed out.</summary>
/// <param name="stream">The stream.</param>
/// <param name="bounds">How many are wanted, and which not.</param>
/// <param name="now">The clock's time.</param>
internal sealed class OutboxFront(StreamRecord stream, SelectionBounds bounds, DateTimeOffset now)
{
    private readonly List<OutboxEvent> _candidates = [];
    private readonly List<EventId> _lost = [];
    private readonly List<EventId> _void = [];
    private readonly HashSet<UserId> _held = [];
    private readonly HashSet<UserId> _chosen = [];
    private long _bytes;
    private bool _hasMore;
    private EventId? _next;

    /// <summary>The first event of each user that is not held, or one about the stream.</summary>
    public IReadOnlyList<OutboxEvent> Candidates => _candidates;

    /// <summary>How many rows were looked at.</summary>
    public int Rows { get; private set; }

    /// <summary>Looks at a page; false if no further one is needed.</summary>
    public bool Take(IReadOnlyList<OutboxEvent> page)
    {
        foreach (var told in page)
        {
            Rows++;
            if (!bounds.Gone.Contains(told.Id) && !Take(told))
                return false;
        }
        if (stream.Status != StreamStatus.Enabled)
            return false;
        if (Rows < EventSelection.MostRows)
            return true;
        (_next, _hasMore) = (page[^1].Id, true);
        return false;
    }

    /// <summary>The selection, but for those of users of whom there is an earlier one.</summary>
    public SelectedEvents Without(IReadOnlySet<UserId> late) => new(
        late.Count == 0 ? _candidates : [.. _candidates.Where(told => told.User is not { } user || !late.Contains(user))],
        _hasMore || late.Count > 0,
        _lost,
        _void,
        _next);

    /// <summary>Looks at an event; false if no further one is needed.</summary>
    private bool Take(OutboxEvent told)
    {
        if (told.User is not { } user)
            return TakeControl(told);
        if (told.When <= stream.From)
            _void.Add(told.Id);
        else if (told.When + stream.Retention <= now)
            Outlive(told.Id, told.When, user);
        else if (stream.Status == StreamStatus.Enabled)
            return Take(told, user);
        return true;
    }

    /// <summary>Those about the stream lie before all others, and go one by one.</summary>
    private bool TakeControl(OutboxEvent told)
    {
        if (told.When + stream.Retention <= now)
            _void.Add(told.Id);
        else if (told.SetAside is null)
            return Choose(told);
        return true;
    }

    private void Outlive(EventId id, DateTimeOffset when, UserId user)
    {
        _held.Add(user);
        if (when + stream.Retention + EventSelection.Grace <= now)
            _lost.Add(id);
    }

    private bool Take(OutboxEvent told, UserId user)
    {
        if (told.SetAside is not null)
            _held.Add(user);
        if (_held.Contains(user))
            return true;
        if (!bounds.BusyUsers.Contains(user) && !_chosen.Contains(user))
            return Choose(told);
        _hasMore = true;
        return true;
    }

    private bool Choose(OutboxEvent told)
    {
        var bytes = EventSize.Of(told);
        var isAlone = _candidates is [{ User: null }];
        if (isAlone || _candidates.Count == bounds.Most || (_candidates.Count > 0 && _bytes + bytes > bounds.MostBytes))
        {
            (_next, _hasMore) = (bounds.After, true);
            return false;
        }
        _candidates.Add(told);
        _bytes += bytes;
        if (told.User is { } user)
            _chosen.Add(user);
        return true;
    }
}
