using Scim.Operations.Accounts;
using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Operations.Users;

/// <summary>A page of the users of an account, in order of creation.</summary>
/// <param name="Account">The account.</param>
/// <param name="Users">
/// The users, at most as many as were asked for. There may be fewer, also none, though there are more pages: where no index and no filter
/// of storage leads to them, a page looks at <see cref="UserOperations.MostLookedAt"/> users at most.
/// </param>
/// <param name="Next">The user after whom the next page begins; null if this is the last.</param>
public sealed record UserListing(KnownAccount Account, IReadOnlyList<UserRecord> Users, UserId? Next);
