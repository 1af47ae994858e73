using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.InMemory;

/// <summary>
/// Users by ascending id, in chunks, so that neither a place in the list nor an insertion costs more where there are many. What is
/// read is a copy: a reader makes sense of the document anew, as of a row from elsewhere.
/// </summary>
internal sealed class MemoryUsers
{
    private const int MostOfChunk = 256;

    // A chunk has the ids from its first on, up to the first of the next.
    private readonly List<UserId> _firsts = [default];
    private readonly List<int> _counts = [0];
    private readonly List<UserChunk> _chunks = [new(room: 0)];

    public int Count { get; private set; }

    public bool Contains(UserId id) => Stored(id) is not null;

    public UserRecord? Find(UserId id) => Stored(id) is { } user ? Read(user) : null;

    public string? TagOf(UserId id) => Stored(id)?.ETag;

    /// <summary>Stores a user under a new tag.</summary>
    public void Set(UserRecord user)
    {
        var number = ChunkOf(user.Id);
        if (_chunks[number].PlaceOf(user.Id) is >= 0 and var place)
            _chunks[number].Replace(place, user, Tag.Next());
        else
            Insert(_counts[number] < MostOfChunk ? number : Divide(number, user.Id), user);
    }

    public void Remove(UserId id)
    {
        var number = ChunkOf(id);
        if (_chunks[number].PlaceOf(id) is not (>= 0 and var place))
            return;
        _chunks[number].RemoveAt(place);
        _counts[number]--;
        Count--;
        if (_counts[number] == 0 && number > 0)
        {
            _firsts.RemoveAt(number);
            _counts.RemoveAt(number);
            _chunks.RemoveAt(number);
        }
    }

    /// <summary>So many users from a place on, the first being 0.</summary>
    public List<UserRecord> Take(int start, int count)
    {
        var taken = new List<UserRecord>(Math.Min(count, 1_000));
        for (var number = 0; number < _chunks.Count && taken.Count < count; number++)
        {
            for (var place = start; place < _counts[number] && taken.Count < count; place++)
                taken.Add(Read(_chunks[number].Users[place]));
            start = Math.Max(0, start - _counts[number]);
        }
        return taken;
    }

    /// <summary>The place of the first user with an id over that.</summary>
    public int PlaceBehind(UserId id)
    {
        var number = ChunkOf(id);
        var place = _chunks[number].PlaceOf(id);
        return _counts.Take(number).Sum() + (place < 0 ? ~place : place + 1);
    }

    /// <summary>All users as they are now, each copied when it is read.</summary>
    public IEnumerable<UserRecord> All()
    {
        var rows = new List<UserRecord>(Count);
        foreach (var chunk in _chunks)
            rows.AddRange(chunk.Users);
        return rows.Select(Read);
    }

    public static UserRecord Copy(UserRecord user, ReadOnlyMemory<byte> document, string tag) => new()
    {
        Id = user.Id,
        Created = user.Created,
        LastModified = user.LastModified,
        Version = user.Version,
        WaitingForLicence = user.WaitingForLicence,
        EmailIsDerived = user.EmailIsDerived,
        Document = document,
        Generation = user.Generation,
        Unseen = user.Unseen,
        ETag = tag,
    };

    private static UserRecord Read(UserRecord user) => Copy(user, user.Document, user.ETag);

    private UserRecord? Stored(UserId id)
    {
        var chunk = _chunks[ChunkOf(id)];
        return chunk.PlaceOf(id) is >= 0 and var place ? chunk.Users[place] : null;
    }

    private int ChunkOf(UserId id)
    {
        var number = _firsts.BinarySearch(id);
        return number < 0 ? ~number - 1 : number;
    }

    private void Insert(int number, UserRecord user)
    {
        _chunks[number].Insert(~_chunks[number].PlaceOf(user.Id), user, Tag.Next());
        _counts[number]++;
        Count++;
    }

    /// <summary>Divides a full chunk, and gives the number of the one that the id then belongs to.</summary>
    private int Divide(int number, UserId id)
    {
        // New ids are the highest as a rule: they get a chunk of their own, and the full one stays as it is.
        var isHighest = number == _chunks.Count - 1 && id > _chunks[number].Users[^1].Id;
        var kept = isHighest ? MostOfChunk : MostOfChunk / 2;
        var first = isHighest ? id : _chunks[number].Users[kept].Id;
        _chunks.Insert(number + 1, isHighest ? _chunks[number].Next() : _chunks[number].Split(kept));
        _firsts.Insert(number + 1, first);
        _counts[number] = kept;
        _counts.Insert(number + 1, MostOfChunk - kept);
        return id < first ? number : number + 1;
    }
}
