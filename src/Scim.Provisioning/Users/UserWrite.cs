using Scim.Provisioning.Accounts;
using Scim.Provisioning.Events;
using Scim.Provisioning.Streams;

namespace Scim.Provisioning.Users;

/// <summary>One logical write: changes of users of one account, with everything that must happen together with them.</summary>
/// <param name="Row">The account row as read, if the write changes its counters; otherwise null.</param>
/// <param name="Changes">
/// The changes, at least one; where <paramref name="Row"/> is given, each entry of the trail has the counters.
/// </param>
public sealed record UserWrite(AccountSnapshot? Row, IReadOnlyList<ChangedUser> Changes)
{
    /// <summary>The streams that its events are for. None by default.</summary>
    public IReadOnlyList<StreamSetting> Streams { get; init; } = [];

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
    /// <summary>The events that are written with it, or not at all. None by default.</summary>
    public IReadOnlyList<OutboxEvent> Events { get; init; } = [];
}
