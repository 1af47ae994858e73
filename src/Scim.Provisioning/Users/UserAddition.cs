using Scim.Provisioning.Accounts;

namespace Scim.Provisioning.Users;

/// <summary>One of many users that are added together.</summary>
/// <param name="User">The user, not stored yet.</param>
/// <param name="Audit">Its audit entry, with the counters as they are after this user.</param>
public sealed record UserAddition(UserRecord User, AuditEntry Audit);

/// <summary>How the addition of many users ended.</summary>
/// <param name="Result">
/// How it ended; <see cref="UserWriteResult.UserChanged"/> means that another user has the id. But for
/// <see cref="UserWriteResult.Written"/> nothing was written.
/// </param>
/// <param name="Count">
/// How many users, from the first on, were written; with a <c>userName</c> or an id that is taken, how many stand before its user.
/// </param>
/// <param name="Account">The account row as written, if its new tag is known; otherwise null.</param>
public readonly record struct UserAdditionOutcome(UserWriteResult Result, int Count, AccountSnapshot? Account = null);
