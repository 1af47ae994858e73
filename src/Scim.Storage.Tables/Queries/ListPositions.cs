using System.Collections.Concurrent;
using Scim.Provisioning.Accounts;
using Scim.Storage.Tables.Users;

namespace Scim.Storage.Tables.Queries;

/// <summary>
/// Where pages of unfiltered lists ended a short while ago, so that a client that walks a list page by page need not have it
/// counted from the start each time. What it remembers lives 60 s and is bounded: 32 positions of each of 1,000 accounts.
/// </summary>
internal sealed class ListPositions(TimeProvider time)
{
    private const int PositionsOfAccount = 32;
    private const int Accounts = 1_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<AccountId, ListPosition[]> _positions = new();

    /// <summary>The start of the list.</summary>
    public static ListPosition Start { get; } = new(1, UserKeys.BeforeUsers, default);

    /// <summary>The position nearest before or at an index.</summary>
    public ListPosition Nearest(AccountId account, int startIndex) =>
        _positions.GetValueOrDefault(account, [])
            .Where(position => position.StartIndex <= startIndex && IsFresh(position))
            .Append(Start)
            .MaxBy(position => position.StartIndex);

    /// <summary>Remembers that the user at an index follows a RowKey.</summary>
    public void Remember(AccountId account, int startIndex, string after)
    {
        if (_positions.Count >= Accounts && !_positions.ContainsKey(account))
            MakeRoom();
        var position = new ListPosition(startIndex, after, time.GetUtcNow());
        _positions.AddOrUpdate(
            account,
            static (_, added) => [added],
            static (_, known, added) => [added, .. known.Where(other => other.StartIndex != added.StartIndex).Take(PositionsOfAccount - 1)],
            position);
    }

    /// <summary>Forgets an account's positions, since users before them are gone.</summary>
    public void Forget(AccountId account) => _positions.TryRemove(account, out _);

    private void MakeRoom()
    {
        foreach (var (account, known) in _positions)
        {
            if (!IsFresh(known[0]))
                Forget(account);
        }
        if (_positions.Count >= Accounts)
            _positions.Clear();
    }

    private bool IsFresh(ListPosition position) => time.GetUtcNow() - position.At < Lifetime;
}

/// <summary>A place in the list of an account's users.</summary>
/// <param name="StartIndex">The 1-based index of the next user.</param>
/// <param name="After">The RowKey that it follows.</param>
/// <param name="At">When it was seen.</param>
internal readonly record struct ListPosition(int StartIndex, string After, DateTimeOffset At);
