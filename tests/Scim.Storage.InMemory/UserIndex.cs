namespace Scim.Storage.InMemory;

/// <summary>The ids of the users that have a value, ascending.</summary>
/// <param name="comparer">How values compare.</param>
internal sealed class UserIndex(StringComparer comparer)
{
    private readonly Dictionary<string, SortedSet<string>> _ids = new(comparer);

    public IReadOnlyCollection<string> Find(string value) => _ids.TryGetValue(value, out var ids) ? ids : [];

    public void Add(string value, string id)
    {
        if (!_ids.TryGetValue(value, out var ids))
            _ids[value] = ids = new SortedSet<string>(StringComparer.Ordinal);
        ids.Add(id);
    }

    public void Remove(string value, string id)
    {
        if (_ids.TryGetValue(value, out var ids) && ids.Remove(id) && ids.Count == 0)
            _ids.Remove(value);
    }
}
