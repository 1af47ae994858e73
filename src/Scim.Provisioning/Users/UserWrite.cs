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
