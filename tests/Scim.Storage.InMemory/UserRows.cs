using Scim.Provisioning.Users;

namespace Scim.Storage.InMemory;

/// <summary>
/// Users by ascending id, in chunks, so that neither a place in the list nor an insertion costs more where there are many. What is
/// read is a copy: a reader makes sense of the document anew, as of a row from elsewhere.
/// </summary>
internal sealed class UserRows
{
    private const int MostOfChunk = 512;

    private readonly Dictionary<string, UserRecord> _byId = new(StringComparer.Ordinal);
    private readonly List<List<string>> _chunks = [[]];

    public int Count => _byId.Count;

    public bool Contains(string id) => _byId.ContainsKey(id);

    public UserRecord? Find(string id) => _byId.TryGetValue(id, out var user) ? Copy(user) : null;

    public string? TagOf(string id) => _byId.GetValueOrDefault(id)?.ETag;

    /// <summary>Stores a user under a new tag.</summary>
    public void Set(UserRecord user)
    {
        var id = user.Id.Value;
        if (!_byId.ContainsKey(id))
            Insert(id);
        _byId[id] = Copy(user, Tag.Next());
    }

    public void Remove(string id)
    {
        if (!_byId.Remove(id))
            return;
        var place = ChunkOf(id);
        var chunk = _chunks[place];
        chunk.RemoveAt(chunk.BinarySearch(id, StringComparer.Ordinal));
        if (chunk.Count == 0 && _chunks.Count > 1)
            _chunks.RemoveAt(place);
    }

    /// <summary>So many users from a place on, the first being 0.</summary>
    public List<UserRecord> Take(int start, int count)
    {
        var taken = new List<UserRecord>(Math.Min(count, 1_000));
        foreach (var chunk in _chunks)
        {
            for (var place = start; place < chunk.Count && taken.Count < count; place++)
                taken.Add(Copy(_byId[chunk[place]]));
            if (taken.Count == count)
                break;
            start = Math.Max(0, start - chunk.Count);
        }
        return taken;
    }

    /// <summary>The place of the first user with an id over that.</summary>
    public int PlaceBehind(string id)
    {
        var chunk = ChunkOf(id);
        var within = _chunks[chunk].BinarySearch(id, StringComparer.Ordinal);
        return _chunks.Take(chunk).Sum(before => before.Count) + (within < 0 ? ~within : within + 1);
    }

    /// <summary>All users as they are now, each copied when it is read.</summary>
    public IEnumerable<UserRecord> All()
    {
        var rows = new UserRecord[Count];
        var place = 0;
        foreach (var chunk in _chunks)
        {
            foreach (var id in chunk)
                rows[place++] = _byId[id];
        }
        return rows.Select(row => Copy(row));
    }

    private void Insert(string id)
    {
        var place = ChunkOf(id);
        var chunk = _chunks[place];
        if (chunk.Count == MostOfChunk)
        {
            // New ids are the highest as a rule: they get a chunk of their own, and the full one stays as it is.
            var isLast = place == _chunks.Count - 1 && string.CompareOrdinal(id, chunk[^1]) > 0;
            var kept = isLast ? MostOfChunk : MostOfChunk / 2;
            _chunks.Insert(place + 1, chunk[kept..]);
            chunk.RemoveRange(kept, chunk.Count - kept);
            Insert(id, isLast ? _chunks[place + 1] : _chunks[ChunkOf(id)]);
            return;
        }
        Insert(id, chunk);
    }

    private static void Insert(string id, List<string> chunk) => chunk.Insert(~chunk.BinarySearch(id, StringComparer.Ordinal), id);

    /// <summary>The chunk that has the id, or would have it: the last that begins at or before it.</summary>
    private int ChunkOf(string id)
    {
        var (first, last) = (0, _chunks.Count - 1);
        while (first < last)
        {
            var middle = (first + last + 1) / 2;
            if (_chunks[middle].Count > 0 && string.CompareOrdinal(_chunks[middle][0], id) <= 0)
                first = middle;
            else
                last = middle - 1;
        }
        return first;
    }

    private static UserRecord Copy(UserRecord user, string? tag = null) => new()
    {
        Id = user.Id,
        Created = user.Created,
        LastModified = user.LastModified,
        Version = user.Version,
        WaitingForLicence = user.WaitingForLicence,
        EmailIsDerived = user.EmailIsDerived,
        Document = user.Document,
        ETag = tag ?? user.ETag,
    };
}
