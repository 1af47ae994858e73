using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>
/// Users as this instance read or wrote them last, for a minute: a change begins from what is remembered, and its transaction says, by the
/// tag, whether that is still so. Nothing is ever answered from here. The users that were noted first make room for others.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class RememberedUsers(TimeProvider time)
{
    // Of the memory that a user takes, and not of its document alone.
    private const int MostBytes = 24 * 1024 * 1024;
    private const int MostBytesOfAccount = 6 * 1024 * 1024;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<AccountId, Shelf> _shelves = [];
    private readonly LinkedList<AccountId> _byUse = []; // The account that was noted in longest ago is first.
    private long _bytes;

    /// <summary>What is remembered of a user, with its tag; null for nothing.</summary>
    public UserRecord? Find(AccountId account, UserId id)
    {
        lock (_lock)
        {
            return _shelves.TryGetValue(account, out var shelf)
                && shelf.Users.TryGetValue(id, out var kept)
                && time.GetElapsedTime(kept.Value.Since) < Lifetime
                    ? kept.Value.User
                    : null;
        }
    }

    /// <summary>Notes a user as it is stored, with its tag, unless a later version is remembered.</summary>
    public void Note(AccountId account, UserRecord user)
    {
        var kept = new Kept(user, time.GetTimestamp());
        if (kept.Bytes > MostBytesOfAccount)
        {
            Forget(account, user.Id);
            return;
        }
        lock (_lock)
        {
            if (!_shelves.TryGetValue(account, out var shelf))
                _shelves[account] = shelf = new Shelf(_byUse.AddLast(account));
            if (shelf.Users.TryGetValue(user.Id, out var before) && before.Value.User.Version.Value > user.Version.Value)
                return;
            Remove(shelf, before);
            shelf.Users[user.Id] = shelf.ByAge.AddLast(kept);
            shelf.Bytes += kept.Bytes;
            _bytes += kept.Bytes;
            _byUse.Remove(shelf.Use);
            _byUse.AddLast(shelf.Use);
            while (shelf.Bytes > MostBytesOfAccount || shelf.ByAge.First is { } oldest && IsOver(oldest.Value))
                Remove(shelf, shelf.ByAge.First);
            while (_bytes > MostBytes || IsIdle(_shelves[_byUse.First!.Value])) // There is the one that was just noted in.
                RemoveOldest(_byUse.First!.Value);
        }
    }

    /// <summary>Forgets a user.</summary>
    public void Forget(AccountId account, UserId id)
    {
        lock (_lock)
        {
            if (!_shelves.TryGetValue(account, out var shelf) || !shelf.Users.TryGetValue(id, out var kept))
                return;
            Remove(shelf, kept);
            DropIfEmpty(account, shelf);
        }
    }

    private bool IsOver(Kept kept) => time.GetElapsedTime(kept.Since) >= Lifetime;

    /// <summary>Whether all that is remembered of an account is too old.</summary>
    private bool IsIdle(Shelf shelf) => IsOver(shelf.ByAge.Last!.Value); // No shelf is empty.

    private void RemoveOldest(AccountId account)
    {
        var shelf = _shelves[account];
        Remove(shelf, shelf.ByAge.First);
        DropIfEmpty(account, shelf);
    }

    private void Remove(Shelf shelf, LinkedListNode<Kept>? kept)
    {
        if (kept is null)
            return;
        shelf.ByAge.Remove(kept);
        shelf.Users.Remove(kept.Value.User.Id);
        shelf.Bytes -= kept.Value.Bytes;
        _bytes -= kept.Value.Bytes;
    }

    private void DropIfEmpty(AccountId account, Shelf shelf)
    {
        if (shelf.Users.Count > 0)
            return;
        _shelves.Remove(account);
        _byUse.Remove(shelf.Use);
    }

    /// <summary>What is remembered of one account.</summary>
    /// <param name="use">Its place among the accounts.</param>
    private sealed class Shelf(LinkedListNode<AccountId> use)
    {
        public LinkedListNode<AccountId> Use { get; } = use;

        public Dictionary<UserId, LinkedListNode<Kept>> Users { get; } = [];

        public LinkedList<Kept> ByAge { get; } = [];

        public long Bytes { get; set; }
    }

    /// <param name="User">The user.</param>
    /// <param name="Since">The timestamp since when.</param>
    private readonly record struct Kept(UserRecord User, long Since)
    {
        // More than was measured: 24 MiB counted so are 16 of heap (docs/benchmarks.md).
        private const int OfRecord = 800;
        private const int Times = 6;

        public long Bytes => OfRecord + (long)(User.Document.Length + User.Unseen.Length) * Times;
    }
}
