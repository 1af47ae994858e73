namespace Scim.Resilience.Tests.Chaos.Stored;

/// <summary>The audit rows of each user, in the order of their version chain.</summary>
internal sealed class Trails
{
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, IReadOnlyList<StoredWrite>> _ofUsers = [];

    public Trails(IEnumerable<StoredWrite> writes)
    {
        foreach (var user in writes.GroupBy(write => write.User))
            _ofUsers[user.Key] = Follow(user.Key, [.. user]);
    }

    /// <summary>Where a chain forks, breaks or does not begin.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Every user that ever was.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<StoredWrite>> OfUsers => _ofUsers;

    /// <summary>The writes of a user as far as their chain can be followed; none if there are none.</summary>
    public IReadOnlyList<StoredWrite> Of(string user) => _ofUsers.GetValueOrDefault(user, []);

    private List<StoredWrite> Follow(string user, List<StoredWrite> writes)
    {
        var chain = new List<StoredWrite>();
        var next = writes.Where(write => write.PreviousVersion is null).ToList();
        if (next is not [{ IsCreation: true }])
            _faults.Add($"The trail of user {user} does not begin with its one creation.");
        while (next.Count > 0 && chain.Count < writes.Count)
        {
            if (next.Count > 1)
                _faults.Add($"The trail of user {user} forks after {next[0].PreviousVersion ?? "its beginning"}.");
            var write = next[0];
            if (write.NewVersion != (write.IsDeletion ? null : write.WriteId))
                _faults.Add($"The new version of {write} is {write.NewVersion ?? "missing"}.");
            chain.Add(write);
            next = [.. writes.Where(after => after.PreviousVersion == write.WriteId)];
        }
        if (chain.Count < writes.Count)
            _faults.Add($"The trail of user {user} breaks after {chain.Count} of {writes.Count} writes.");
        if (chain.SkipLast(1).Any(write => write.IsDeletion))
            _faults.Add($"The trail of user {user} goes on after the deletion.");
        if (chain.Skip(1).Any(write => write.IsCreation))
            _faults.Add($"The trail of user {user} has a second creation.");
        return chain;
    }
}
