using Scim.Provisioning.Identities;

namespace Scim.Provisioning.Users;

/// <summary>A place in a list of users: behind a user.</summary>
/// <param name="User">The user.</param>
/// <param name="Version">
/// The version in which the user stood there. In the order of creation it does not matter, since ids stay; in a sorted list a user
/// that has changed stands elsewhere.
/// </param>
public readonly record struct UserPosition(UserId User, WriteId Version);
