using Scim.Provisioning.Identities;
using Scim.Provisioning.Users;

namespace Scim.Storage.Tables.Queries;

/// <summary>A user that satisfied a query when it was looked at.</summary>
/// <param name="User">The user.</param>
/// <param name="Version">Its version at that time.</param>
internal readonly record struct Match(UserId User, WriteId Version)
{
    public static Match Of(UserRecord user) => new(user.Id, user.Version);
}
