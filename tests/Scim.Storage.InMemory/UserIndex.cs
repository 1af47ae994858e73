using Scim.Provisioning.Identities;

namespace Scim.Storage.InMemory;

/// <summary>The ids of the users that have a value, ascending.</summary>
/// <param name="comparer">How values compare.</param>
internal sealed class UserIndex(IEqualityComparer<string> comparer)
{
    private readonly Dictionary<string, List<UserId>> _ids = new(comparer);

    public IReadOnlyList<UserId> Find(string value) => _ids.TryGetValue(value, out var ids) ? ids : [];

    public void Add(string value, UserId id)
    {
        if (!_ids.TryGetValue(value, out var ids))
            _ids[value] = ids = new List<UserId>(1);
        if (ids.BinarySearch(id) is < 0 and var place)
            ids.Insert(~place, id);
    }

    public void Remove(string value, UserId id)
    {
        if (_ids.TryGetValue(value, out var ids) && ids.Remove(id) && ids.Count == 0)
            _ids.Remove(value);
    }
}
