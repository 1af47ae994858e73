using System.Collections.Concurrent;
using Scim.Provisioning.Accounts;
using Scim.Provisioning.Identities;
using Scim.Storage.Tables.Rows;

namespace Scim.Storage.Tables.Queries;

/// <summary>
/// Where pages of unfiltered lists ended a short while ago, so that a client that walks a list page by page need not have it
/// counted from the start each time. A position holds as long as the account's turnover is the same: no user, of any instance, has been
/// created or deleted since. What it remembers lives 60 s and is bounded: 32 positions of each of 1,000 accounts.
/// </summary>
internal sealed class ListPositions(TimeProvider time)
{
    private const int PositionsOfAccount = 32;
    private const int Accounts = 1_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<AccountId, Known> _known = new();

    /// <summary>The start of the list, which always holds.</summary>
    public static RememberedPosition Start { get; } = new(1, UserKeys.BeforeUsers, default, default);

    /// <summary>The position nearest before or at an index.</summary>
    /// <param name="account">The account.</param>
    /// <param name="startIndex">The index.</param>
    /// <param name="turnover">The account's turnover; null where it is not known yet and the position may not hold.</param>
    public RememberedPosition Nearest(AccountId account, int startIndex, long? turnover = null) =>
        (_known.GetValueOrDefault(account)?.Positions ?? [])
            .Where(position => position.StartIndex <= startIndex && IsFresh(position.At))
            .Where(position => turnover is null || position.Turnover == turnover)
            .Append(Start)
            .MaxBy(position => position.StartIndex);

    /// <summary>Remembers that the user at an index follows a RowKey.</summary>
    /// <param name="account">The account.</param>
    /// <param name="startIndex">The index.</param>
    /// <param name="after">The RowKey.</param>
    /// <param name="turnover">The turnover at which that is so.</param>
    public RememberedPosition Remember(AccountId account, int startIndex, string after, long turnover)
    {
        var position = new RememberedPosition(startIndex, after, turnover, time.GetUtcNow());
        Change(account, known => known with
        {
            Positions = [position, .. known.Positions.Where(other => other.StartIndex != startIndex).Take(PositionsOfAccount - 1)],
        });
        return position;
    }

    /// <summary>Notes the turnover of an account row that was just read or written.</summary>
    public void See(AccountSnapshot row) =>
        Change(row.Account, known => known with { Turnover = Math.Max(row.Turnover, known.Turnover ?? 0) });

    /// <summary>The last turnover that this instance saw, a short while ago; null if none.</summary>
    public long? LastSeen(AccountId account) => _known.GetValueOrDefault(account)?.Turnover;

    private void Change(AccountId account, Func<Known, Known> change)
    {
        if (_known.Count >= Accounts && !_known.ContainsKey(account))
            MakeRoom();
        var now = time.GetUtcNow();
        _known.AddOrUpdate(
            account,
            _ => change(new Known([], null, now)),
            (_, known) => change(known with { At = now }));
    }

    private void MakeRoom()
    {
        foreach (var (account, known) in _known)
        {
            if (!IsFresh(known.At))
                _known.TryRemove(account, out _);
        }
        if (_known.Count >= Accounts)
            _known.Clear();
    }

    private bool IsFresh(DateTimeOffset at) => time.GetUtcNow() - at < Lifetime;

    /// <param name="Positions">The positions of an account, the newest first.</param>
    /// <param name="Turnover">Its last turnover that was seen.</param>
    /// <param name="At">When it was last changed.</param>
    private sealed record Known(RememberedPosition[] Positions, long? Turnover, DateTimeOffset At);
}

/// <summary>A place in the list of an account's users.</summary>
/// <param name="StartIndex">The 1-based index of the next user.</param>
/// <param name="After">The RowKey that it follows.</param>
/// <param name="Turnover">The account's turnover at which the place is so.</param>
/// <param name="At">When it was seen.</param>
internal readonly record struct RememberedPosition(int StartIndex, string After, long Turnover, DateTimeOffset At);
