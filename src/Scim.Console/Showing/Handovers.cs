namespace Scim.Console.Showing;

/// <summary>The handovers of documents whose pages have not connected yet.</summary>
/// <param name="time">Ends those whose pages never do.</param>
internal sealed class Handovers(TimeProvider time)
{
    private const int Most = 16;

    private readonly Lock _lock = new();
    private readonly List<Waiting> _waiting = [];

    /// <summary>How long one waits. A page connects at once; what one shows that does so later would be old.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Begins one; its id. Of more than 16 the oldest is dropped, and its page reads by itself, as after two minutes.</summary>
    public Guid Begin(ViewerTraits viewer)
    {
        var id = Guid.NewGuid();
        Waiting? oldest = null;
        lock (_lock)
        {
            _waiting.Add(new Waiting(id, new Handover(viewer), time.CreateTimer(_ => Drop(id), null, Longest, Timeout.InfiniteTimeSpan)));
            if (_waiting.Count > Most)
            {
                oldest = _waiting[0];
                _waiting.RemoveAt(0);
            }
        }
        oldest?.End.Dispose();
        oldest?.Handover.Drop();
        return id;
    }

    /// <summary>One that waits; null if it was taken or dropped.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="take">True to take it, so that nobody else finds it.</param>
    public Handover? Find(Guid id, bool take)
    {
        lock (_lock)
        {
            var place = _waiting.FindIndex(waiting => waiting.Id == id);
            if (place < 0) return null;
            var found = _waiting[place];
            if (take)
            {
                found.End.Dispose();
                _waiting.RemoveAt(place);
            }
            return found.Handover;
        }
    }

    private void Drop(Guid id) => Find(id, take: true)?.Drop();

    private sealed record Waiting(Guid Id, Handover Handover, ITimer End);
}
