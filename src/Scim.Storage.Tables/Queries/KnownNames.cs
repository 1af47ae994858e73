using Scim.Provisioning.Identities;

namespace Scim.Storage.Tables.Queries;

/// <summary>
/// Which user had a <c>userName</c> when this instance saw it last: whom to read beside the row of the name, which alone says who has it
/// now. At most 10,000 names; the half that was noted first makes room.
/// </summary>
internal sealed class KnownNames
{
    private const int Half = 5_000;

    private readonly Lock _lock = new();
    private Dictionary<(AccountId Account, string Key), UserId> _newer = [];
    private Dictionary<(AccountId Account, string Key), UserId> _older = [];

    /// <summary>Who had a name; null if it was not seen.</summary>
    /// <param name="account">The account.</param>
    /// <param name="key">The key of the name's row.</param>
    public UserId? Find(AccountId account, string key)
    {
        lock (_lock)
            return _newer.TryGetValue((account, key), out var id) || _older.TryGetValue((account, key), out id) ? id : null;
    }

    /// <summary>Notes who has a name.</summary>
    public void Note(AccountId account, string key, UserId id)
    {
        lock (_lock)
        {
            if (_newer.Count >= Half && !_newer.ContainsKey((account, key)))
                (_older, _newer) = (_newer, []);
            _newer[(account, key)] = id;
        }
    }
}
