using Scim.Provisioning.Accounts;

namespace Scim.Provisioning.Users;

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
