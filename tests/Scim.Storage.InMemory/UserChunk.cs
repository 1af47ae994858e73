using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.InMemory;

/// <summary>
/// Users by ascending id. Their documents lie behind each other in one array, so that a page is read in one sweep through memory
/// instead of a jump for each user. What was read stays as it was: bytes in use are never written again.
/// </summary>
/// <param name="room">Bytes of documents to make room for.</param>
internal sealed class UserChunk(int room)
{
    private readonly List<UserId> _ids = [];
    private readonly List<UserRecord> _users = [];
    private byte[] _documents = GC.AllocateUninitializedArray<byte>(room);
    private int _used;

    public IReadOnlyList<UserRecord> Users => _users;

    /// <summary>The place of the id, or the complement of the place where it would be.</summary>
    public int PlaceOf(UserId id) => _ids.BinarySearch(id);

    public void Insert(int place, UserRecord user, string tag)
    {
        MakeRoom(user.Document.Length);
        _ids.Insert(place, user.Id);
        _users.Insert(place, Keep(user, tag));
    }

    public void Replace(int place, UserRecord user, string tag)
    {
        MakeRoom(user.Document.Length);
        _users[place] = Keep(user, tag);
    }

    public void RemoveAt(int place)
    {
        _ids.RemoveAt(place);
        _users.RemoveAt(place);
    }

    /// <summary>An empty chunk for as much as this one has, and a quarter more for changes.</summary>
    public UserChunk Next()
    {
        // Made anew, the rows lie side by side as the documents do.
        for (var place = 0; place < _users.Count; place++)
            _users[place] = MemoryUsers.Copy(_users[place], _users[place].Document, _users[place].ETag);
        return new UserChunk(InUse() * 5 / 4);
    }

    /// <summary>Moves the users from a place on to a chunk of their own.</summary>
    public UserChunk Split(int place)
    {
        var rest = new UserChunk(_users.Skip(place).Sum(user => user.Document.Length));
        foreach (var user in _users[place..])
            rest.Insert(rest._users.Count, user, user.ETag);
        _ids.RemoveRange(place, _ids.Count - place);
        _users.RemoveRange(place, _users.Count - place);
        return rest;
    }

    private void MakeRoom(int length)
    {
        if (_documents.Length - _used < length)
            Pack(2 * (InUse() + length));
    }

    private int InUse() => _users.Sum(user => user.Document.Length);

    /// <summary>Moves what is in use to a new array.</summary>
    private void Pack(int room)
    {
        _documents = GC.AllocateUninitializedArray<byte>(room);
        _used = 0;
        for (var place = 0; place < _users.Count; place++)
            _users[place] = Keep(_users[place], _users[place].ETag);
    }

    private UserRecord Keep(UserRecord user, string tag)
    {
        var document = _documents.AsMemory(_used, user.Document.Length);
        user.Document.CopyTo(document);
        _used += document.Length;
        return MemoryUsers.Copy(user, document, tag);
    }
}
