using Scim.Provisioning.Accounts;

namespace Scim.Provisioning.Users;

/// <summary>One logical write: changes of users of one account, with everything that must happen together with them.</summary>
/// <param name="Row">The account row as read, if the write changes its counters; otherwise null.</param>
/// <param name="Changes">
/// The changes, at least one; where <paramref name="Row"/> is given, each entry of the trail has the counters.
/// </param>
public sealed record UserWrite(AccountSnapshot? Row, IReadOnlyList<ChangedUser> Changes)
{
    /// <summary>The account row after the first of the changes, with the tag that it had; null if the write leaves it alone.</summary>
    /// <param name="changes">How many of them.</param>
    /// <exception cref="InvalidOperationException">An entry of the trail lacks the counters.</exception>
    public AccountSnapshot? RowAfter(int changes) => Row is null
        ? null
        : Row with
        {
            LicencesInUse = Changes[changes - 1].Audit.LicencesInUseAfter ?? throw WithoutCounters(),
            Users = Changes[changes - 1].Audit.UsersAfter ?? throw WithoutCounters(),
            Turnover = Row.Turnover + Changes.Take(changes).Count(change => change.Before is null || change.After is null),
        };

    private static InvalidOperationException WithoutCounters() => new("An entry of the trail lacks the counters.");
}

/// <summary>What a write makes of one user.</summary>
/// <param name="Before">The user as read, with its tag; null for a creation.</param>
/// <param name="After">The user as it shall be; null for a deletion.</param>
/// <param name="Audit">The entry of the trail, whose write id is that of the change.</param>
public sealed record ChangedUser(UserRecord? Before, UserRecord? After, AuditEntry Audit)
{
    /// <summary>Further rows that are written with the user. None by default.</summary>
    public IReadOnlyList<FurtherRow> Further { get; init; } = [];
}

/// <summary>A row that is new and is written with a user, or not at all.</summary>
/// <param name="Key">Its key within the account, of letters, digits, <c>:</c> and <c>-</c>.</param>
/// <param name="Content">What it holds, at most 512 KiB.</param>
public sealed record FurtherRow(string Key, ReadOnlyMemory<byte> Content);
