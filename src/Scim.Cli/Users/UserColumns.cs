using Scim.Cli.Output;
using Scim.Operations.Files;
using Scim.Protocol.Schemas;
using Scim.Provisioning.Users;

namespace Scim.Cli.Users;

/// <summary>What a list says of a user.</summary>
internal static class UserColumns
{
    public static IReadOnlyList<Column<UserRecord>> All { get; } =
    [
        new("id", user => user.Id.ToString()),
        new("userName", user => user.Core[UserResource.UserName]),
        new("displayName", user => user.Core[UserResource.DisplayName]),
        new("active", user => user.Core[UserResource.Active]),
        new(ExportedUser.WaitingMember, user => user.WaitingForLicence),
        new("created", user => user.Created),
        new("lastModified", user => user.LastModified),
    ];
}
