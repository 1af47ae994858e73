using Scim.Provisioning.Accounts;

namespace Scim.Provisioning.Users;

/// <summary>One logical write: a user's creation, change or deletion with everything that must happen together with it.</summary>
/// <param name="WriteId">The identity of the write.</param>
/// <param name="Before">The user as read, with its tag; null for a creation.</param>
/// <param name="After">The user as it shall be; null for a deletion.</param>
/// <param name="Account">The account row as read, if the write changes its counters; otherwise null.</param>
/// <param name="LicencesInUse">Licences in use after the write, where <paramref name="Account"/> is given.</param>
/// <param name="Users">Users after the write, where <paramref name="Account"/> is given.</param>
/// <param name="Audit">The audit row.</param>
public sealed record UserChange(
    WriteId WriteId, UserRecord? Before, UserRecord? After, AccountSnapshot? Account, int LicencesInUse, int Users, AuditEntry Audit)
{
    /// <summary>The account row after the write, with the tag that it had; null if the write leaves it alone.</summary>
    public AccountSnapshot? AccountAfter => Account is null
        ? null
        : Account with
        {
            LicencesInUse = LicencesInUse,
            Users = Users,
            Turnover = Account.Turnover + (Before is null || After is null ? 1 : 0),
        };
}

/// <summary>How a write ended.</summary>
public enum UserWriteResult
{
    /// <summary>It happened whole.</summary>
    Written,

    /// <summary>It did not happen: another user has the <c>userName</c>.</summary>
    UserNameTaken,

    /// <summary>It did not happen: the user is no longer as read.</summary>
    UserChanged,

    /// <summary>It did not happen: the account row is no longer as read.</summary>
    AccountChanged,
}

/// <summary>The outcome of a write.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Account">The account row as written, if the write touched it and its new tag is known; otherwise null.</param>
public readonly record struct UserWriteOutcome(UserWriteResult Result, AccountSnapshot? Account = null);
