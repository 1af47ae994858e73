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
    private readonly List<List<UserRecord>> _chunks = [[]];

    public int Count => _byId.Count;

    public bool Contains(string id) => _byId.ContainsKey(id);

    public UserRecord? Find(string id) => _byId.TryGetValue(id, out var user) ? Copy(user) : null;

    public string? TagOf(string id) => _byId.GetValueOrDefault(id)?.ETag;

    /// <summary>Stores a user under a new tag.</summary>
    public void Set(UserRecord user)
    {
        var row = Copy(user, Tag.Next());
        var number = ChunkOf(row.Id.Value);
        var chunk = _chunks[number];
        if (PlaceIn(chunk, row.Id.Value) is >= 0 and var place)
            chunk[place] = row;
        else
            Insert(number, row);
        _byId[row.Id.Value] = row;
    }

    public void Remove(string id)
    {
        if (!_byId.Remove(id))
            return;
        var number = ChunkOf(id);
        var chunk = _chunks[number];
        chunk.RemoveAt(PlaceIn(chunk, id));
        if (chunk.Count == 0 && _chunks.Count > 1)
            _chunks.RemoveAt(number);
    }

    /// <summary>So many users from a place on, the first being 0.</summary>
    public List<UserRecord> Take(int start, int count)
    {
        var taken = new List<UserRecord>(Math.Min(count, 1_000));
        foreach (var chunk in _chunks)
        {
            for (var place = start; place < chunk.Count && taken.Count < count; place++)
                taken.Add(Copy(chunk[place]));
            if (taken.Count == count)
                break;
            start = Math.Max(0, start - chunk.Count);
        }
        return taken;
    }

    /// <summary>The place of the first user with an id over that.</summary>
    public int PlaceBehind(string id)
    {
        var number = ChunkOf(id);
        var place = PlaceIn(_chunks[number], id);
        return _chunks.Take(number).Sum(before => before.Count) + (place < 0 ? ~place : place + 1);
    }

    /// <summary>All users as they are now, each copied when it is read.</summary>
    public IEnumerable<UserRecord> All()
    {
        var rows = new List<UserRecord>(Count);
        foreach (var chunk in _chunks)
            rows.AddRange(chunk);
        return rows.Select(row => Copy(row));
    }

    private void Insert(int number, UserRecord row)
    {
        var chunk = _chunks[number];
        if (chunk.Count == MostOfChunk)
        {
            // New ids are the highest as a rule: they get a chunk of their own, and the full one stays as it is.
            var id = row.Id.Value;
            var isLast = number == _chunks.Count - 1 && string.CompareOrdinal(id, chunk[^1].Id.Value) > 0;
            var kept = isLast ? MostOfChunk : MostOfChunk / 2;
            _chunks.Insert(number + 1, chunk[kept..]);
            chunk.RemoveRange(kept, chunk.Count - kept);
            chunk = isLast ? _chunks[number + 1] : _chunks[ChunkOf(id)];
        }
        chunk.Insert(~PlaceIn(chunk, row.Id.Value), row);
    }

    /// <summary>The chunk that has the id, or would have it: the last that begins at or before it.</summary>
    private int ChunkOf(string id)
    {
        var (first, last) = (0, _chunks.Count - 1);
        while (first < last)
        {
            var middle = (first + last + 1) / 2;
            if (_chunks[middle].Count > 0 && string.CompareOrdinal(_chunks[middle][0].Id.Value, id) <= 0)
                first = middle;
            else
                last = middle - 1;
        }
        return first;
    }

    /// <summary>The place of the id in a chunk, or the complement of the place where it would be.</summary>
    private static int PlaceIn(List<UserRecord> chunk, string id)
    {
        var (first, end) = (0, chunk.Count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            switch (string.CompareOrdinal(chunk[middle].Id.Value, id))
            {
                case 0:
                    return middle;
                case < 0:
                    first = middle + 1;
                    break;
                default:
                    end = middle;
                    break;
            }
        }
        return ~first;
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
