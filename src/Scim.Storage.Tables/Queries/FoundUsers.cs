using System.Runtime.CompilerServices;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.Tables.Queries;

/// <summary>
/// The users of a page that has been found but not been answered yet. It keeps them as long as they are small together; the others are
/// read again when their turn comes, so that a page takes as much memory whatever its users' size.
/// </summary>
internal sealed class FoundUsers(UserReader reader, AccountId account, UserQuery query)
{
    private const int MostBytesKept = 256 * 1024;

    private readonly UserMatcher _matcher = new(query);
    private readonly Dictionary<UserId, UserRecord> _kept = [];
    private int _bytes;

    /// <summary>True if a user of the page was gone, matched no longer or, where that counts, had changed.</summary>
    public bool HasLost { get; private set; }

    /// <summary>Keeps a user of the page, if there is room.</summary>
    public void Keep(UserRecord user)
    {
        if (_bytes + user.Document.Length > MostBytesKept)
            return;
        _bytes += user.Document.Length;
        _kept[user.Id] = user;
    }

    /// <summary>The users of the page, in order.</summary>
    /// <param name="page">Who they are.</param>
    /// <param name="asFound">True to leave out those that have changed since they were found: their place may be another.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async IAsyncEnumerable<UserRecord> ReadAsync(
        IReadOnlyList<Match> page, bool asFound, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var absent = page.Select(match => match.User).Where(id => !_kept.ContainsKey(id)).ToList();
        await using var read = reader.ReadAsync(account, absent, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = await NextAsync(read);
        foreach (var (id, version) in page)
        {
            if (!_kept.Remove(id, out var user) && next?.Id == id)
                (user, next) = (next, await NextAsync(read));
            if (user is not null && (!asFound || user.Version == version) && await MatchesAsync(user, cancellationToken))
                yield return user;
            else
                HasLost = true;
        }
    }

    private async ValueTask<bool> MatchesAsync(UserRecord user, CancellationToken cancellationToken)
    {
        if (query.Filter is null)
            return true;
        using var turn = await query.Computation.EnterAsync(cancellationToken);
        return _matcher.Accepts(user);
    }

    private static async ValueTask<UserRecord?> NextAsync(IAsyncEnumerator<UserRecord> users) =>
        await users.MoveNextAsync() ? users.Current : null;
}
