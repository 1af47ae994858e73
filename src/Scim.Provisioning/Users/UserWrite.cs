using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;

namespace Scim.Provisioning.Users;

/// <summary>One logical write: changes of users of one account, with everything that must happen together with them.</summary>
/// <param name="Row">The account row as read, if the write changes its counters; otherwise null.</param>
/// <param name="Changes">The changes, at least one; where <paramref name="Row"/> is given, each says what the row becomes.</param>
public sealed record UserWrite(AccountSnapshot? Row, IReadOnlyList<ChangedUser> Changes)
{
    /// <summary>The streams that its events are for. None by default.</summary>
    public IReadOnlyList<StreamSetting> Streams { get; init; } = [];
}

/// <summary>What a write makes of one user.</summary>
/// <param name="Before">The user as read, with its tag; null for a creation.</param>
/// <param name="After">The user as it shall be; null for a deletion.</param>
/// <param name="Audit">The entry of the trail, whose write id is that of the change.</param>
public sealed record ChangedUser(UserRecord? Before, UserRecord? After, AuditEntry Audit)
{
    /// <summary>
    /// The account row after it and those before it, with the tag that it had. Default null: the write leaves it alone.
    /// </summary>
    public AccountSnapshot? RowAfter { get; init; }

    /// <summary>The events that are written with it, or not at all. None by default.</summary>
    public IReadOnlyList<OutboxEvent> Events { get; init; } = [];
}

/// <summary>How a write ended.</summary>
public enum UserWriteResult
{
    /// <summary>It happened whole.</summary>
    Written,

    /// <summary>It did not happen: another user has the <c>userName</c>.</summary>
    UserNameTaken,

    /// <summary>It did not happen: the user is no longer as read, or a new one's id is taken.</summary>
    UserChanged,

    /// <summary>It did not happen: the account row is no longer as read.</summary>
    AccountChanged,
}

/// <summary>The outcome of a write.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Changes">
/// How many changes, from the first on, were written; where one could not be, how many stand before it.
/// </param>
/// <param name="Row">The account row as written, if the write touched it and its new tag is known; otherwise null.</param>
/// <param name="Tags">The tags that the users have now, each at the place of its change; null if they are not known.</param>
public readonly record struct UserWriteOutcome(
    UserWriteResult Result, int Changes, AccountSnapshot? Row = null, IReadOnlyList<string>? Tags = null);
