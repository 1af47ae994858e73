namespace Scim.Console.Showing;

/// <summary>The handovers of documents whose pages have not connected yet.</summary>
internal sealed class Handovers
{
    // A page connects at once. One that never does leaves what it had read here until others come.
    private const int Most = 16;

    private readonly Lock _lock = new();
    private readonly List<(Guid Id, Handover Handover)> _waiting = [];

    /// <summary>Begins one; its id. Of more than 16 the oldest is dropped, and its page reads by itself.</summary>
    public Guid Begin(ViewerTraits viewer)
    {
        var id = Guid.NewGuid();
        Handover? oldest = null;
        lock (_lock)
        {
            _waiting.Add((id, new Handover(viewer)));
            if (_waiting.Count > Most)
            {
                oldest = _waiting[0].Handover;
                _waiting.RemoveAt(0);
            }
        }
        oldest?.Drop();
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
            var found = _waiting[place].Handover;
            if (take) _waiting.RemoveAt(place);
            return found;
        }
    }
}
